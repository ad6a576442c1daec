"""tf.sets: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.set_operations import set_intersection as intersection
from headrace.graph.ops.sparse.set_operations import set_intersection as set_intersection
from headrace.graph.ops.sparse.set_operations import set_size as set_size
from headrace.graph.ops.sparse.set_operations import set_size as size
from headrace.sets import difference as set_difference
from headrace.sets import set_union as union
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as _SparseTensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def difference(
    a: _TensorLike,
    b: _TensorLike,
    aminusb: bool = True,
    validate_indices: bool = True,
) -> _SparseTensor:
    """The elements of the sets of `a` that are not in those of `b`.

    Args:
      a, b: tensors or SparseTensors of one integer type or strings, alike in all dimensions but the last, which holds the sets.
      aminusb: False for the elements of `b` that are not in `a`.
      validate_indices: whether sparse indices are checked for order and range.

    Returns:
      SparseTensor of that type, the results' elements sorted, set by set.

    Raises:
      TypeError: the dtypes differ, or are neither integers (but uint32, uint64) nor strings.
      ValueError: ranks or sizes that are known not to fit.
      InvalidArgumentError: (when run) shapes that do not fit, or sparse indices out of order or range.
    """

def set_union(
    a: _TensorLike,
    b: _TensorLike,
    validate_indices: bool = True,
) -> _SparseTensor:
    """The elements that are in one of the sets at least, set by set.

    Args:
      a, b: tensors or SparseTensors of one integer type or strings, alike in all dimensions but the last, which holds the sets.
      validate_indices: whether sparse indices are checked for order and range.

    Returns:
      SparseTensor of that type, the results' elements sorted, set by set.

    Raises:
      TypeError: the dtypes differ, or are neither integers (but uint32, uint64) nor strings.
      ValueError: ranks or sizes that are known not to fit.
      InvalidArgumentError: (when run) shapes that do not fit, or sparse indices out of order or range.
    """

__all__ = [
    "difference",
    "intersection",
    "set_difference",
    "set_intersection",
    "set_size",
    "set_union",
    "size",
    "union",
]

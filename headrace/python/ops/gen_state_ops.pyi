"""tf.python.ops.gen_state_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.assign import assign as assign
from headrace.graph.variables.assign import assign_add as assign_add
from headrace.graph.variables.assign import count_up_to as count_up_to
from headrace.graph.variables.scatter import scatter_nd_update as scatter_nd_update
from headrace.graph.variables.scatter import scatter_update as scatter_update
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def assign_sub(
    ref: _Any,
    value: _TensorLike,
    use_locking: bool | None = None,
    name: str | None = None,
) -> _Any:
    """Subtract `value` from a variable.

    Args:
      ref: a Variable or a PartitionedVariable of numbers.
      value: of its type and shape.
      use_locking: whether no other change of the variable runs meanwhile; false by default.

    Returns:
      The tensor of the variable after that; a list, one for each part, of a PartitionedVariable.
    """

def scatter_add(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Add to rows of a variable; rows named twice receive both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_div(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Divide rows of a variable, integers cut towards zero; rows named twice are divided by both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_max(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Set rows of a variable to the greater of them and `updates`, element by element.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_min(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Set rows of a variable to the lesser of them and `updates`, element by element.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_mul(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Multiply rows of a variable; rows named twice are multiplied by both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

def scatter_nd_add(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Add to elements or slices of a variable, at the coordinates in the last axis of `indices`.

    Args:
      ref: a variable.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first dimension of `ref` on.
      updates: of the type of `ref`, `[*indices.shape[:-1], *ref.shape[k:]]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) coordinates outside of the variable, or updates of another shape.
    """

def scatter_nd_sub(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Subtract from elements or slices of a variable, at the coordinates in the last axis of `indices`.

    Args:
      ref: a variable.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first dimension of `ref` on.
      updates: of the type of `ref`, `[*indices.shape[:-1], *ref.shape[k:]]`.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) coordinates outside of the variable, or updates of another shape.
    """

def scatter_sub(
    ref: _Any,
    indices: _TensorLike,
    updates: _TensorLike,
    use_locking: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Subtract from rows of a variable; rows named twice give to both.

    Args:
      ref: a variable of one dimension or more.
      indices: int32 or int64 of any shape: numbers of rows, from 0 to before the first dimension of `ref`.
      updates: of the type of `ref`, `[*indices.shape, *ref.shape[1:]]`, or a scalar for all.
      use_locking: whether no other change of the variable runs meanwhile.

    Returns:
      The variable's tensor after the change.

    Raises:
      InvalidArgumentError: (when run) an index that the variable has not, or updates of another shape.
    """

__all__ = [
    "assign",
    "assign_add",
    "assign_sub",
    "count_up_to",
    "scatter_add",
    "scatter_div",
    "scatter_max",
    "scatter_min",
    "scatter_mul",
    "scatter_nd_add",
    "scatter_nd_sub",
    "scatter_nd_update",
    "scatter_sub",
    "scatter_update",
]

from typing import Any

def __getattr__(name: str) -> Any: ...

"""Two sparse tensors element by element: added, the larger and the smaller of both; a sparse tensor added to a dense one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import SparseLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, broadcast, is_full, with_rank
from .sparse_tensor import SparseTensor, SparseTensorValue, as_sparse

_TWO = "a_indices: int64, a_values: T, a_shape: int64, b_indices: int64, b_values: T, b_shape: int64"

# -- where the elements of both are --------------------------------------------------------------------------------------


def _in_order(places: np.ndarray) -> bool:
    """Whether places are in lexicographic order, each once."""
    differs = places[1:] != places[:-1]
    if not differs.size:
        return len(places) < 2
    rows = np.arange(len(differs))
    first = differs.argmax(axis=1)
    return bool((places[1:][rows, first] > places[:-1][rows, first]).all())


def _merged(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each place of either, in order: which element of `a` is there, and which of `b`; -1 for none.

    Places that are not in order are merged as they stand, as in TensorFlow.
    """
    if len(a) and len(b) and _in_order(a) and _in_order(b):
        both = np.concatenate([a, b])
        order = np.lexsort(both.T[::-1])
        both = both[order]
        group = np.cumsum(np.concatenate([[False], (both[1:] != both[:-1]).any(axis=1)]))
        of_a, of_b = np.full((2, group[-1] + 1), -1)
        from_a = order < len(a)
        of_a[group[from_a]] = order[from_a]
        of_b[group[~from_a]] = order[~from_a] - len(a)
        return of_a, of_b
    pairs = np.array(list(_walk(a.tolist(), b.tolist())), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _walk(a: list, b: list) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(a) and j < len(b):
        yield (i if a[i] <= b[j] else -1), (j if b[j] <= a[i] else -1)
        i, j = i + (a[i] <= b[j]), j + (b[j] <= a[i])
    yield from ((k, -1) for k in range(i, len(a)))
    yield from ((-1, k) for k in range(j, len(b)))


def _places(a: np.ndarray, b: np.ndarray, of_a: np.ndarray, of_b: np.ndarray) -> np.ndarray:
    places = np.empty((len(of_a), a.shape[1]), np.int64)
    places[of_a >= 0] = a[of_a[of_a >= 0]]
    places[of_a < 0] = b[of_b[of_a < 0]]
    return places


def _at(values: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """The elements of these numbers, zero for -1."""
    return np.concatenate([values, np.zeros(1, values.dtype)])[numbers]


def _check_two(arrays: tuple, many_indices: str, many_values: str, joined: str) -> None:
    a_indices, a_values, a_shape, b_indices, b_values, b_shape = arrays

    def shapes(a: Any, b: Any, between: str) -> str:
        return f"{bracket(np.shape(a))}{between}{bracket(np.shape(b))}"

    if np.ndim(a_indices) != 2 or np.ndim(b_indices) != 2:
        raise invalid(f"{many_indices} should be matrices but received shapes: {shapes(a_indices, b_indices, joined)}")
    if np.ndim(a_values) != 1 or np.ndim(b_values) != 1:
        raise invalid(f"{many_values} should be vectors but received shapes: {shapes(a_values, b_values, ' and ')}")
    counts, found = (len(a_indices), len(b_indices)), (len(a_values), len(b_values))
    if counts != found:
        raise invalid(f"Expected {counts[0]} and {counts[1]} non-empty input values, got {found[0]} and {found[1]}")
    if np.ndim(a_shape) != 1 or np.ndim(b_shape) != 1:
        raise invalid(f"Input shapes should be a vector but received shapes {shapes(a_shape, b_shape, ' and ')}")
    if len(a_shape) != len(b_shape):
        said = [" ".join(map(str, shape.tolist())) for shape in (a_shape, b_shape)]
        raise invalid(f"Operands do not have the same ranks; got shapes: {said[0]} and {said[1]}")
    for dimension, (one, other) in enumerate(zip(a_shape.tolist(), b_shape.tolist(), strict=True)):
        if one != other:
            raise invalid(f"Operands' shapes do not match: got {one} and {other} for dimension {dimension}")
    for name, indices, shape in (("a", a_indices, a_shape), ("b", b_indices, b_shape)):
        if indices.shape[1] != len(shape):
            sizes = f"{indices.shape[1]} and {len(shape)}"
            raise invalid(f"Second dimension of {name}_indices and length of {name}_shape must match, got {sizes}")


# -- sums ----------------------------------------------------------------------------------------------------------------

SPARSE_ADD = Op(
    "SparseAdd",
    f"{_TWO}, thresh: Treal -> sum_indices: int64, sum_values: T, sum_shape: int64",
    traits=PURE,
    batch=PER_RECORD,
    T=dtypes.NUMBERS,
    Treal=dtypes.REALS,
)
SPARSE_ADD_GRAD = Op(
    "SparseAddGrad",
    "backprop_val_grad: T, a_indices: int64, b_indices: int64, sum_indices: int64 -> a_val_grad: T, b_val_grad: T",
    T=dtypes.NUMBERS,
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
DENSE_ADD = Op(
    "SparseTensorDenseAdd",
    "a_indices: Tindices, a_values: T, a_shape: Tindices, b: T -> output: T",
    "Tindices: {int32, int64}",
    T=dtypes.NUMBERS,
    traits=PURE,
    batch=PER_RECORD,
    shape=lambda op: op.inputs[3].static_shape,
)


@SPARSE_ADD.shape
def _add_shapes(op: Operation) -> list[StaticShape]:
    shape = with_rank(op.inputs[2].static_shape, 1)
    return [(None, shape[0]), (None,), shape]


@SPARSE_ADD.kernel
def _sparse_add(a_indices: Any, a_values: Any, a_shape: Any, b_indices: Any, b_values: Any, b_shape: Any, thresh: Any) -> tuple:
    arrays = a_indices, a_values, a_shape, b_indices, b_values, b_shape
    _check_two(arrays, "Input indices", "Input values", " and ")
    if np.ndim(thresh):
        raise invalid(f"The magnitude threshold must be a scalar: got shape {bracket(np.shape(thresh))}")
    of_a, of_b = _merged(a_indices, b_indices)
    total = _at(a_values, of_a)
    total[of_a < 0] = b_values[of_b[of_a < 0]]
    both = (of_a >= 0) & (of_b >= 0)
    total[both] += b_values[of_b[both]]
    kept = ~both | (thresh <= np.abs(total))  # what one has alone stays
    return _places(a_indices, b_indices, of_a, of_b)[kept], total[kept], np.array(a_shape)


@SPARSE_ADD.gradient
def _add_gradient(op: Operation, _: Any, dy: Any, __: Any) -> list:
    to_a, to_b = SPARSE_ADD_GRAD(dy, op.inputs[0], op.inputs[3], op.outputs[0])
    to_a.set_shape(op.inputs[1].shape)
    to_b.set_shape(op.inputs[4].shape)
    return [None, to_a, None, None, to_b, None, None]


@SPARSE_ADD_GRAD.shape
def _add_grad_shapes(op: Operation) -> list[StaticShape]:
    a, b = (with_rank(tensor.static_shape, 2) for tensor in op.inputs[1:3])
    return [a[:1], b[:1]]


@SPARSE_ADD_GRAD.kernel
def _add_grad(backprop_val_grad: Any, a_indices: Any, b_indices: Any, sum_indices: Any) -> tuple:
    all_indices = a_indices, b_indices, sum_indices
    if any(np.ndim(indices) != 2 for indices in all_indices):
        said = " and ".join(bracket(np.shape(indices)) for indices in all_indices)
        raise invalid(f"Input indices should be matrices but received shapes: {said}")
    if np.ndim(backprop_val_grad) != 1:
        raise invalid(f"Input backprop_val_grad should be a vector but received shape: {bracket(np.shape(backprop_val_grad))}")
    ranks = [indices.shape[1] for indices in all_indices]
    if len(set(ranks)) > 1:
        raise invalid(f"The densified operands should have the same ndims; for A, B, sum got: {''.join(map(str, ranks))}")
    if len(backprop_val_grad) != len(sum_indices):
        raise invalid(
            "# elements of backprop_val_grad and # rows of sum_indices should match (#nnz of sum): got "
            f"{len(backprop_val_grad)} and {len(sum_indices)}"
        )
    found = sum_indices.tolist()
    return tuple(_grads_at(indices.tolist(), found, backprop_val_grad) for indices in (a_indices, b_indices))


def _grads_at(indices: list, found: list, gradients: np.ndarray) -> np.ndarray:
    """What came to the places of the sum, for those of a summand; both in the same order."""
    result = np.zeros(len(indices), gradients.dtype)
    for i, k in _walk(indices, found):
        if i >= 0 and k >= 0:
            result[i] = gradients[k]
    return result


@DENSE_ADD.kernel
def _dense_add(a_indices: Any, a_values: Any, a_shape: Any, b: Any) -> Any:
    if np.ndim(a_indices) != 2:
        raise invalid(f"Input a_indices should be a matrix but received shape: {bracket(np.shape(a_indices))}")
    if np.ndim(a_values) != 1 or np.ndim(a_shape) != 1:
        shapes = f"{bracket(np.shape(a_values))} and {bracket(np.shape(a_shape))}"
        raise invalid(f"Inputs a_values and a_shape should be vectors but received shapes: {shapes}")
    if len(a_values) != len(a_indices):
        raise invalid(f"Dimensions {len(a_indices)} and {len(a_values)} are not compatible")
    if len(a_shape) != np.ndim(b):
        raise invalid(f"Two operands have different ranks; received: {len(a_shape)} and {np.ndim(b)}")
    if a_indices.shape[1] != len(a_shape):
        raise invalid(f"Dimensions {a_indices.shape[1]} and {len(a_shape)} are not compatible")
    for dimension, (size, other) in enumerate(zip(a_shape.tolist(), b.shape, strict=True)):
        if size != other:
            sides = f"sparse side {size} vs dense side {other}"
            raise invalid(f"Dimension {dimension} does not equal (no broadcasting is supported): {sides}")
    wrong = ((a_indices < 0) | (a_indices >= a_shape)).any(axis=1)
    if wrong.any():
        row = a_indices[int(wrong.argmax())]
        dimension = int(((row < 0) | (row >= a_shape)).argmax())
        shape = bracket(b.shape)
        raise invalid(f"Sparse tensor has some invalid index on dimension {dimension}; dense tensor shape: {shape}")
    result = np.array(b)
    np.add.at(result, tuple(a_indices.T), a_values)
    return result


@DENSE_ADD.gradient
def _dense_add_gradient(op: Operation, dy: Any) -> list:
    return [None, ops.gather_nd(dy, op.inputs[0]), None, dy]


@export("sparse_add", "sparse.add")
def sparse_add(
    a: SparseLike, b: SparseLike, threshold: TensorLike | None = None, thresh: TensorLike | None = None
) -> SparseTensor | Tensor:
    """The sum of two tensors of which at least one is sparse.

    Args:
      a, b: SparseTensors, or one of them a tensor, of one shape and dtype; the elements of each in order.
      threshold, thresh: sums of two elements whose magnitude is less are left out, where both are sparse; scalar, 0 by default:
        all are there.

    Returns:
      a SparseTensor; a Tensor where one is dense.

    Raises:
      TypeError: neither is sparse. ValueError: the shapes are known and do not fit.
      InvalidArgumentError: (when run) the shapes do not fit, or an index is out of bounds.

    Example:
      >>> one = tf.SparseTensor([[0], [2]], [1, 2], [3])
      >>> other = tf.SparseTensor([[1], [2]], [5, 6], [3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_add(one, other)).values.tolist()
      [1, 5, 8]
    """
    threshold = renamed("threshold", threshold, "thresh", thresh, "1.13")
    is_sparse = [isinstance(one, (SparseTensor, SparseTensorValue)) for one in (a, b)]
    if not any(is_sparse):
        raise TypeError("At least one input should be SparseTensor; do you mean to use tf.add()?")
    if not all(is_sparse):
        sparse, dense = (a, b) if is_sparse[0] else (b, a)
        sparse = as_sparse(sparse)
        return DENSE_ADD(sparse.indices, sparse.values, sparse.dense_shape, dense)
    a, b = as_sparse(a), as_sparse(b)
    limit = convert_to_tensor(0 if threshold is None else threshold, a.dtype.real_dtype.base_dtype, name="threshold")
    indices, values, shape = SPARSE_ADD(a.indices, a.values, a.dense_shape, b.indices, b.values, b.dense_shape, limit)
    a.shape.assert_is_compatible_with(b.shape)
    known = broadcast(a.shape.static, b.shape.static)
    return SparseTensor(indices, values, list(known) if is_full(known) else shape)


# -- the larger and the smaller ------------------------------------------------------------------------------------------


def _choosing(type: str, function: Callable[..., Any]) -> Op:
    """An op of two sparse tensors of one shape; where one has no element, it counts as zero."""

    def kernel(a_indices: Any, a_values: Any, a_shape: Any, b_indices: Any, b_values: Any, b_shape: Any) -> tuple:
        arrays = a_indices, a_values, a_shape, b_indices, b_values, b_shape
        _check_two(arrays, "Inputs a_indices and b_indices", "Inputs a_values and b_values", ", ")
        of_a, of_b = _merged(a_indices, b_indices)
        return _places(a_indices, b_indices, of_a, of_b), function(_at(a_values, of_a), _at(b_values, of_b))

    return Op(
        type,
        f"{_TWO} -> output_indices: int64, output_values: T",
        traits=PURE,
        T=dtypes.REALS if type == "SparseSparseMaximum" else dtypes.NUMBERS,
        shape=_choosing_shapes,
        kernel=kernel,
        batch=PER_RECORD,
        gradient=_no_gradient_yet,
    )


def _choosing_shapes(op: Operation) -> list[StaticShape]:
    for tensor, rank in zip(op.inputs, (2, 1, 1, 2, 1, 1), strict=True):
        with_rank(tensor.static_shape, rank)
    return [(None, None), (None,)]


def _no_gradient_yet(op: Operation, *_: Any) -> list:
    raise TypeError(f"Gradient for {op.type} is currently not implemented yet.")


SPARSE_MAXIMUM = _choosing("SparseSparseMaximum", np.maximum)
SPARSE_MINIMUM = _choosing("SparseSparseMinimum", np.minimum)


@export("sparse_maximum", "sparse.maximum")
def sparse_maximum(sp_a: SparseTensor, sp_b: SparseTensor, name: str | None = None) -> SparseTensor:
    """The larger of the elements at the same place; what is not there counts as zero.

    Args:
      sp_a, sp_b: SparseTensors of one shape and dtype, their elements in order.

    Returns:
      a SparseTensor with an element wherever one of them has one.

    Raises:
      InvalidArgumentError: (when run) their shapes differ.
    """
    return _chosen(SPARSE_MAXIMUM, sp_a, sp_b, name)


@export("sparse_minimum", "sparse.minimum")
def sparse_minimum(sp_a: SparseTensor, sp_b: SparseTensor, name: str | None = None) -> SparseTensor:
    """The smaller of the elements at the same place; what is not there counts as zero.

    Args:
      sp_a, sp_b: SparseTensors of one shape and dtype, their elements in order.

    Returns:
      a SparseTensor with an element wherever one of them has one.

    Raises:
      InvalidArgumentError: (when run) their shapes differ.
    """
    return _chosen(SPARSE_MINIMUM, sp_a, sp_b, name)


def _chosen(definition: Op, sp_a: Any, sp_b: Any, name: str | None) -> SparseTensor:
    a, b = as_sparse(sp_a), as_sparse(sp_b)
    with name_scope(name, definition.type, [a.indices, a.values, b.indices, b.values]) as scope:
        indices, values = definition(a.indices, a.values, a.dense_shape, b.indices, b.values, b.dense_shape, name=scope)
    return SparseTensor(indices, values, a.dense_shape)

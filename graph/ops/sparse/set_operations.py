"""Rows as sets of values: intersections, differences, unions and their sizes.

The last dimension of a tensor, dense or sparse, holds the elements of a set; what comes before it says which set.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import unknown
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import (
    StaticShape,
    bracket,
    merge,
    merge_dim,
    rank,
    rank_of_sparse,
    with_rank,
    with_rank_at_least,
    with_value,
)
from ..sparse.sparse_tensor import SparseTensor

_TYPES = "T: {int8, int16, int32, int64, uint8, uint16, string}"
_ATTRIBUTES = f"set_operation: string, validate_indices: bool = true, {_TYPES}"
_RESULT = "result_indices: int64, result_values: T, result_shape: int64"

_Sets = dict[tuple[int, ...], list]


def _of_dense(array: np.ndarray) -> tuple[_Sets, tuple[int, ...]]:
    """The elements of each set, and the shape without the last dimension."""
    if array.ndim < 1:
        raise invalid(f"Invalid input rank {array.ndim}: sets are the last dimension of a tensor")
    groups = array.shape[:-1]
    return {place: array[place].tolist() for place in np.ndindex(*groups)}, groups


def _of_sparse(indices: np.ndarray, values: np.ndarray, shape: np.ndarray, check: bool) -> tuple[_Sets, tuple[int, ...]]:
    sizes = tuple(shape.tolist())
    if len(indices) != len(values):
        rows = f"(indices = {len(indices)}, values = {len(values)})"
        raise invalid(f"indices and values rows (indexing dimension) must match. {rows}")
    if not sizes:
        raise invalid("Invalid rank 0.")
    if indices.shape[1] != len(sizes):
        raise invalid("Order length must be SparseTensor rank.")
    if any(size < 0 for size in sizes):
        raise invalid(f"Expected shape dimensions to be non-negative, got {min(sizes)}")
    outside = ((indices < 0) | (indices >= shape)).any(axis=1)
    if check and outside.any():
        at = int(np.argmax(outside))
        index = f"indices[{at}] = {bracket(tuple(indices[at].tolist()))}"
        raise invalid(f"{index} is out of bounds: need 0 <= index < {bracket(sizes)}")
    if check and len(indices) > 1 and (np.lexsort(indices.T[::-1]) != np.arange(len(indices))).any():
        raise invalid("Sparse indices are out of order")
    sets: _Sets = {place: [] for place in np.ndindex(*sizes[:-1])}
    for place, value in zip(indices[:, :-1].tolist(), values.tolist(), strict=True):
        sets[tuple(place)].append(value)
    return sets, sizes[:-1]


_APPLY = {
    "a-b": lambda a, b: a - b,
    "b-a": lambda a, b: b - a,
    "intersection": lambda a, b: a & b,
    "union": lambda a, b: a | b,
}


def _applied(first: tuple, second: tuple, operation: str, kind: np.dtype) -> tuple:
    if first[1] != second[1]:
        raise invalid(f"Mismatched shapes {bracket(first[1])} vs {bracket(second[1])}")
    if operation not in _APPLY:
        raise invalid(f"Invalid set_operation {operation}.")
    places: list[tuple[int, ...]] = []
    elements: list = []
    largest = 0
    for place, items in first[0].items():
        found = sorted(_APPLY[operation](set(items), set(second[0][place])))
        places.extend((*place, number) for number in range(len(found)))
        elements.extend(found)
        largest = max(largest, len(found))
    rank = len(first[1]) + 1
    indices = np.array(places, np.int64).reshape(len(places), rank)
    return indices, np.array(elements, kind), np.array([*first[1], largest], np.int64)


def _shapes_of_result(rank: int | None) -> list[StaticShape]:
    return [(None, rank), (None,), (rank,)]


def _dense_shapes(op: Operation) -> list[StaticShape]:
    first = with_rank_at_least(op.inputs[0].static_shape, 2)
    second = op.inputs[1].static_shape
    if first is None:
        return _shapes_of_result(rank(with_rank_at_least(second, 2)))
    merge(first[:-1], with_rank(second, len(first))[:-1])
    return _shapes_of_result(len(first))


def _dense_and_sparse_shapes(op: Operation) -> list[StaticShape]:
    first = with_rank_at_least(op.inputs[0].static_shape, 2)
    second = rank_of_sparse(*(tensor.static_shape for tensor in op.inputs[1:]))
    if first is None:
        return _shapes_of_result(second)
    with_value(with_rank(op.inputs[1].static_shape, 2)[1], len(first))
    return _shapes_of_result(len(first))


def _sparse_shapes(op: Operation) -> list[StaticShape]:
    shapes = [tensor.static_shape for tensor in op.inputs]
    return _shapes_of_result(merge_dim(rank_of_sparse(*shapes[:3]), rank_of_sparse(*shapes[3:])))


DENSE_AND_DENSE = Op(
    "DenseToDenseSetOperation",
    f"set1: T, set2: T -> {_RESULT}",
    _ATTRIBUTES,
    traits=PURE,
    shape=_dense_shapes,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
DENSE_AND_SPARSE = Op(
    "DenseToSparseSetOperation",
    f"set1: T, set2_indices: int64, set2_values: T, set2_shape: int64 -> {_RESULT}",
    _ATTRIBUTES,
    traits=PURE,
    shape=_dense_and_sparse_shapes,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
SPARSE_AND_SPARSE = Op(
    "SparseToSparseSetOperation",
    "set1_indices: int64, set1_values: T, set1_shape: int64, set2_indices: int64, set2_values: T, set2_shape: int64"
    f" -> {_RESULT}",
    _ATTRIBUTES,
    traits=PURE,
    shape=_sparse_shapes,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
SET_SIZE = Op(
    "SetSize",
    "set_indices: int64, set_values: T, set_shape: int64 -> size: int32",
    f"validate_indices: bool = true, {_TYPES}",
    traits=PURE,
    shape=unknown,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DENSE_AND_DENSE.kernel
def _dense_and_dense(set1: Any, set2: Any, set_operation: str) -> tuple:
    return _applied(_of_dense(set1), _of_dense(set2), set_operation, set1.dtype)


@DENSE_AND_SPARSE.kernel
def _dense_and_sparse(set1: Any, indices: Any, values: Any, shape: Any, set_operation: str, validate_indices: bool) -> tuple:
    return _applied(_of_dense(set1), _of_sparse(indices, values, shape, validate_indices), set_operation, set1.dtype)


@SPARSE_AND_SPARSE.kernel
def _sparse_and_sparse(
    indices1: Any,
    values1: Any,
    shape1: Any,
    indices2: Any,
    values2: Any,
    shape2: Any,
    set_operation: str,
    validate_indices: bool,
) -> tuple:
    first = _of_sparse(indices1, values1, shape1, validate_indices)
    return _applied(first, _of_sparse(indices2, values2, shape2, validate_indices), set_operation, values1.dtype)


@SET_SIZE.kernel
def _set_size(indices: Any, values: Any, shape: Any, validate_indices: bool) -> Any:
    sets, groups = _of_sparse(indices, values, shape, validate_indices)
    return np.array([len(set(items)) for items in sets.values()], np.int32).reshape(groups)


# -- what users call ---------------------------------------------------------------------------------------------------


def _parts(sparse: SparseTensor) -> tuple[Tensor, Tensor, Tensor]:
    return sparse.indices, sparse.values, sparse.dense_shape


def _set_operation(a: Any, b: Any, operation: str, validate_indices: bool) -> SparseTensor:
    a, b = ops.convert_to_tensor_or_sparse_tensor(a), ops.convert_to_tensor_or_sparse_tensor(b)
    if a.dtype.base_dtype is not b.dtype.base_dtype:
        raise TypeError(f"Types don't match, {a.dtype} vs {b.dtype}.")
    if isinstance(a, SparseTensor) and not isinstance(b, SparseTensor):
        a, b = b, a
        operation = {"a-b": "b-a", "b-a": "a-b"}.get(operation, operation)
    attributes: dict[str, Any] = {"set_operation": operation, "validate_indices": validate_indices}
    if isinstance(a, SparseTensor):
        found = SPARSE_AND_SPARSE(*_parts(a), *_parts(b), **attributes)
    elif isinstance(b, SparseTensor):
        found = DENSE_AND_SPARSE(a, *_parts(b), **attributes)
    else:
        found = DENSE_AND_DENSE(a, b, **attributes)
    return SparseTensor(*found)


@export("contrib.metrics.set_size", "contrib.slim.metrics.set_size")
def set_size(a: SparseTensor, validate_indices: bool = True) -> Tensor:
    """How many different elements each set has.

    Args:
      a: SparseTensor of integers or strings, whose last dimension holds the sets.
      validate_indices: whether indices are checked for order and range.

    Returns:
      int32, all dimensions of `a` but the last.

    Raises:
      TypeError: `a` is no SparseTensor.
      InvalidArgumentError: (when run) indices out of order or range.
    """
    a = ops.convert_to_tensor_or_sparse_tensor(a, name="a")
    if not isinstance(a, SparseTensor):
        raise TypeError(f"Expected `SparseTensor`, got {a}.")
    return SET_SIZE(*_parts(a), validate_indices=validate_indices)


@export("contrib.metrics.set_intersection", "contrib.slim.metrics.set_intersection")
def set_intersection(a: TensorLike, b: TensorLike, validate_indices: bool = True) -> SparseTensor:
    """The elements that are in both sets, set by set.

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
    return _set_operation(a, b, "intersection", validate_indices)


@export("contrib.metrics.set_difference", "contrib.slim.metrics.set_difference")
@documented_by(set_intersection)
def set_difference(a: TensorLike, b: TensorLike, aminusb: bool = True, validate_indices: bool = True) -> SparseTensor:
    """The elements of the sets of `a` that are not in those of `b`.

    Args:
      aminusb: False for the elements of `b` that are not in `a`.
    """
    return _set_operation(a, b, "a-b" if aminusb else "b-a", validate_indices)


@export("contrib.metrics.set_union", "contrib.slim.metrics.set_union")
@documented_by(set_intersection)
def set_union(a: TensorLike, b: TensorLike, validate_indices: bool = True) -> SparseTensor:
    """The elements that are in one of the sets at least, set by set."""
    return _set_operation(a, b, "union", validate_indices)

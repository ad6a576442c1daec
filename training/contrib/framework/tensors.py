"""Looking at tensors: ranks, types, sums, sorted elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType, as_dtype
from headrace.graph.types.likes import DTypeLike, TensorLike
from headrace.graph.variables.variable import Variable

from ...metrics.confusion import remove_squeezable_dimensions as without_squeezable


@export("is_tensor", "contrib.framework.is_tensor")
def is_tensor(x: Any) -> bool:
    """Whether something is a tensor, a sparse one, IndexedSlices or a variable.

    Args:
      x: anything.

    Returns:
      a bool.
    """
    return isinstance(x, (Tensor, SparseTensor, IndexedSlices, Variable))


@export("contrib.framework.assert_scalar")
def assert_scalar(tensor: TensorLike, name: str | None = None, message: str | None = None) -> Tensor:
    """A tensor that is known to be a scalar.

    Args:
      tensor: what is looked at.
      message: what the error begins with.

    Returns:
      the tensor.

    Raises:
      ValueError: it is of another rank, or that is not known.
    """
    with name_scope(name, "assert_scalar", [tensor]) as scope:
        found = convert_to_tensor(tensor, name=scope)
        if found.get_shape().ndims != 0:
            raise ValueError(f"{message or ''}Expected scalar shape for {found.name}, saw shape: {found.get_shape()}.")
        return found


@export("contrib.framework.assert_scalar_int")
def assert_scalar_int(tensor: TensorLike, name: str | None = None) -> Tensor:
    """A tensor that is known to be an integer scalar.

    Args:
      tensor: what is looked at.

    Returns:
      the tensor.

    Raises:
      ValueError: it is of another type or rank, or its rank is not known.
    """
    with name_scope(name, "assert_scalar_int", [tensor]) as scope:
        found = convert_to_tensor(tensor)
        if not found.dtype.base_dtype.is_integer:
            raise ValueError(f"Expected integer type for {found.name}, received type: {found.dtype}.")
        return assert_scalar(found, name=scope)


@export("contrib.framework.assert_same_float_dtype")
def assert_same_float_dtype(tensors: Sequence[Any] | None = None, dtype: DTypeLike | None = None) -> DType:
    """The floating type that tensors have in common.

    Args:
      tensors: a list of tensors; None among them are passed over.
      dtype: the type that they must have; any by default.

    Returns:
      a DType; float32 where neither is given.

    Raises:
      ValueError: types that differ, or that are not floating.
    """
    expected = None if dtype is None else as_dtype(dtype)
    first = None
    for tensor in tensors or ():
        if tensor is None:
            continue
        kind = tensor.dtype.base_dtype
        name = getattr(tensor, "name", str(tensor))
        if expected is None:
            expected, first = kind, name
        elif kind != expected:
            beside = f" as {first}" if first else ""
            raise ValueError(f"{name}, type={kind}, must be of the same type ({expected}){beside}.")
    if expected is None:
        return dtypes.float32
    if not expected.is_floating:
        raise ValueError(f"Expected floating point type, got {expected}.")
    return expected


@export("contrib.framework.reduce_sum_n")
def reduce_sum_n(tensors: Sequence[Tensor], name: str | None = None) -> Tensor:
    """The sum of all elements of tensors.

    Args:
      tensors: a list of tensors of one type.

    Returns:
      a scalar.

    Raises:
      ValueError: no tensors.
    """
    if not tensors:
        raise ValueError("No tensors provided.")
    with name_scope(name, "reduce_sum_n", tensors) as scope:
        sums = [ops.reduce_sum(tensor, name=f"{tensor.op.name}/sum") for tensor in tensors]
        return sums[0] if len(sums) == 1 else ops.add_n(sums, name=scope)


@export("contrib.framework.remove_squeezable_dimensions")
def remove_squeezable_dimensions(predictions: TensorLike, labels: TensorLike, name: str | None = None) -> tuple[Tensor, Tensor]:
    """Predictions and labels without the last dimension of that which has one more, where it is 1.

    Args:
      predictions, labels: tensors of the same shape but for that.

    Returns:
      the two tensors.
    """
    labels, predictions = without_squeezable(labels, predictions, name=name)
    return predictions, labels


_DIRECTIONS = ("ASCENDING", "DESCENDING")


@export("contrib.framework.sort")
def sort(values: TensorLike, axis: int = -1, direction: str = "ASCENDING", name: str | None = None) -> Tensor:
    """The elements along an axis in order.

    Args:
      values: numbers of rank 1 or more.
      axis: which.
      direction: "ASCENDING" or "DESCENDING".

    Returns:
      the shape and type of `values`.

    Raises:
      ValueError: another direction, or an axis that is no constant scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.contrib.framework.sort([3, 1, 2], direction="DESCENDING")).tolist()
      [3, 2, 1]
    """
    with name_scope(name, "sort"):
        return _sorted(values, axis, direction, False)


@export("contrib.framework.argsort")
@documented_by(sort)
def argsort(
    values: TensorLike, axis: int = -1, direction: str = "ASCENDING", stable: bool = False, name: str | None = None
) -> Tensor:
    """Where the elements along an axis are, in the order of the elements.

    Args:
      stable: accepted: of equal elements the first comes first in any case.

    Returns:
      int32 of the shape of `values`.
    """
    with name_scope(name, "argsort"):
        return _sorted(values, axis, direction, True)


def _sorted(values: TensorLike, axis: Any, direction: str, places: bool) -> Tensor:
    if direction not in _DIRECTIONS:
        raise ValueError(f"{direction} should be one of {', '.join(_DIRECTIONS)}")
    axis = convert_to_tensor(axis, name="axis")
    known = constant_value(axis)
    if known is None or axis.shape.ndims != 0:
        raise ValueError("axis must be a constant scalar")
    values = convert_to_tensor(values, name="values")
    rising = direction == "ASCENDING"
    found = _falling(-values if rising else values, int(known), places)
    return -found if rising and not places else found


def _falling(values: Tensor, axis: int, places: bool) -> Tensor:
    """The elements along an axis, or their places, the greatest first."""
    rank: Any = values.shape.ndims
    count, rank_when_run = ops.shape(values)[axis], ops.rank(values)
    if axis in (-1, rank and rank - 1):
        found = ops.top_k(values, count)
        return found.indices if places else found.values
    if rank is not None:
        axis += rank if axis < 0 else 0
        order: Any = constant(np.r_[np.arange(axis), rank - 1, np.arange(axis + 1, rank - 1), axis], name="transposition")
    else:
        rank = rank_when_run
        at = axis + rank if axis < 0 else convert_to_tensor(axis)
        order = ops.concat([ops.range(at), ops.stack([rank - 1]), ops.range(at + 1, rank - 1), ops.stack([at])], 0)
    found = ops.top_k(ops.transpose(values, order), count)
    return ops.transpose(found.indices if places else found.values, order)

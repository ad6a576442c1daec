"""Segments in any order: sums, means, extremes and products of the rows that have one number in common.

Rows with a negative number are left out; how many segments there are is given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime._rows_cy import add_rows
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from .ascending import INDEX, NUMBERS, REALS


def _unsorted_shape(op: Operation) -> StaticShape:
    data, ids = op.inputs[0].static_shape, op.inputs[1].static_shape
    with_rank(op.inputs[2].static_shape, 0)
    if data is not None and ids is not None:
        if len(data) < len(ids):
            raise ValueError(f"Shape must be at least rank {len(ids)} but is rank {len(data)}")
        for size, wanted in zip(data, ids, strict=False):
            merge_dim(size, wanted)
    count = constant_value(op.inputs[2])
    if count is not None and count < 0:
        raise ValueError(f"Dimension size, given by scalar input 2, must be non-negative but is {int(count)}")
    if data is None or ids is None:
        return None
    return (None if count is None else int(count), *data[len(ids) :])


def _unsorted_op(
    type: str,
    types: tuple,
    change: Callable[[np.ndarray, np.ndarray, np.ndarray], None],
    start: Callable[[np.dtype], Any] | None = None,
    keeps: np.ufunc | None = None,
) -> Op:
    """An op that combines rows by index (`change`); `start` gives what a segment without rows has, else 0.

    Where rows hold NaN, an extreme stays if it compares by `keeps` with the next row, else that takes its place.
    """
    op = Op(
        type,
        "data: T, segment_ids: Tindices, num_segments: Tnumsegments -> output: T",
        "Tnumsegments: {int32, int64} = int32",
        traits=PURE,
        T=types,
        Tindices=INDEX,
        shape=_unsorted_shape,
        batch=PER_RECORD,
    )

    @op.kernel
    def _kernel(data: np.ndarray, segment_ids: np.ndarray, num_segments: Any) -> np.ndarray:
        data, ids = np.asarray(data), np.asarray(segment_ids)
        if data.shape[: ids.ndim] != ids.shape:
            raise invalid(f"data.shape = {bracket(data.shape)} does not start with segment_ids.shape = {bracket(ids.shape)}")
        if num_segments < 0:
            raise invalid("Input num_segments == " + f"{int(num_segments)} must not be negative.")
        outside = ids >= num_segments
        if outside.any():
            place = tuple(np.argwhere(outside)[0])
            where_ = f"[{','.join(map(str, place))}]" if place else ""
            raise invalid(f"segment_ids{where_} = {ids[place]} is out of range [0, {int(num_segments)})")
        output = np.zeros((int(num_segments), *data.shape[ids.ndim :]), data.dtype)
        if start is not None:
            output.fill(start(data.dtype))
        inside = ids >= 0
        if keeps is None or data.dtype.kind != "f" or not np.isnan(data).any():
            change(output, ids[inside], data[inside])
            return output
        for place, row in zip(ids[inside].tolist(), data[inside], strict=True):
            output[place] = np.where(keeps(output[place], row), output[place], row)
        return output

    return op


def _least(kind: np.dtype) -> Any:
    return np.finfo(kind).min if kind.kind == "f" else np.iinfo(kind).min


def _greatest(kind: np.dtype) -> Any:
    return np.finfo(kind).max if kind.kind == "f" else np.iinfo(kind).max


UNSORTED_SEGMENT_SUM = _unsorted_op("UnsortedSegmentSum", NUMBERS, add_rows)
UNSORTED_SEGMENT_MAX = _unsorted_op("UnsortedSegmentMax", REALS, np.maximum.at, _least, np.greater)
UNSORTED_SEGMENT_MIN = _unsorted_op("UnsortedSegmentMin", REALS, np.minimum.at, _greatest, np.less)
UNSORTED_SEGMENT_PROD = _unsorted_op("UnsortedSegmentProd", NUMBERS, np.multiply.at, lambda kind: 1)


def gather_drop_negatives(params: Any, ids: Any, places: Any = None, is_inside: Any = None) -> tuple[Tensor, Tensor, Tensor]:
    """The rows at `ids`, zeros at negative ones; the ids with 0 for these; and where none is, in the shape of the rows."""
    if places is None:
        places = ops.maximum(ids, ops.zeros_like(ids))
    rows = ops.gather(params, places)
    if is_inside is None:
        is_inside = ops.greater_equal(ids, 0)
        if rows.static_shape is not None and is_inside.static_shape is not None:
            for _ in range(len(rows.static_shape) - len(is_inside.static_shape)):
                is_inside = ops.expand_dims(is_inside, -1)
        else:
            missing = ops.rank(rows) - ops.rank(is_inside)
            is_inside = ops.reshape(is_inside, ops.concat([ops.shape(is_inside), ops.ones([missing], dtypes.int32)], 0))
        is_inside = is_inside & ops.ones_like(rows, dtype=dtypes.bool_)
    return ops.where(is_inside, rows, ops.zeros_like(rows)), places, is_inside


UNSORTED_SEGMENT_SUM.gradient(lambda op, dy: [gather_drop_negatives(dy, op.inputs[1])[0], None, None])


def _unsorted_extreme_gradient(op: Operation, dy: Any) -> list:
    data, ids, count = op.inputs
    found, places, is_inside = gather_drop_negatives(op.outputs[0], ids)
    is_chosen = ops.logical_and(ops.equal(data, found), is_inside)
    chosen = ops.unsorted_segment_sum(ops.cast(is_chosen, dy.dtype), ids, count)
    shares, _, _ = gather_drop_negatives(dy / chosen, None, places, is_inside)
    return [ops.where(is_chosen, shares, ops.zeros_like(shares)), None, None]


UNSORTED_SEGMENT_MAX.gradient(_unsorted_extreme_gradient)
UNSORTED_SEGMENT_MIN.gradient(_unsorted_extreme_gradient)


@UNSORTED_SEGMENT_PROD.gradient
def _unsorted_prod_gradient(op: Operation, dy: Any) -> list:
    """The product of the others: the whole divided by each, and for a lone zero the product of what is not zero."""
    data, ids, count = op.inputs
    is_zero = ops.equal(data, 0)
    zeros = ops.unsorted_segment_sum(ops.cast(is_zero, dtypes.int32), ids, count)
    dy = ops.where(ops.greater(zeros, 1), ops.zeros_like(dy), dy)
    others = ops.where(is_zero, ops.ones_like(data), data)
    without_zeros = UNSORTED_SEGMENT_PROD(others, ids, count)
    places = ops.maximum(ids, ops.zeros_like(ids))
    whole = ops.gather(op.outputs[0], places)
    of_others = ops.where(is_zero, ops.gather(without_zeros, places), whole / data)
    gradients, _, _ = gather_drop_negatives(dy, ids, places)
    return [gradients * of_others, None, None]


@export("unsorted_segment_sum", "math.unsorted_segment_sum")
def unsorted_segment_sum(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The sum of each segment's rows, 0 where it has none.

    Args:
      data: numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """
    return UNSORTED_SEGMENT_SUM(data, segment_ids, num_segments, name=name)


@export("unsorted_segment_max", "math.unsorted_segment_max")
def unsorted_segment_max(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The greatest of each segment's rows, the least number of the dtype where it has none.

    Args:
      data: real numbers whose first dimensions are those of `segment_ids`.
      segment_ids: int32 or int64 below `num_segments`; rows of negative ones are left out.
      num_segments: int scalar.

    Returns:
      [num_segments] + the other dimensions of `data`, its dtype.

    Raises:
      ValueError: static shapes that do not fit, or a negative number of segments.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an id that is too great, or shapes that do not fit.
    """
    return UNSORTED_SEGMENT_MAX(data, segment_ids, num_segments, name=name)


@export("unsorted_segment_min", "math.unsorted_segment_min")
@documented_by(unsorted_segment_max)
def unsorted_segment_min(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The least of each segment's rows, the greatest number of the dtype where it has none."""
    return UNSORTED_SEGMENT_MIN(data, segment_ids, num_segments, name=name)


@export("unsorted_segment_prod", "math.unsorted_segment_prod")
@documented_by(unsorted_segment_max)
def unsorted_segment_prod(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The product of each segment's rows, 1 where it has none.

    Args:
      data: numbers whose first dimensions are those of `segment_ids`.
    """
    return UNSORTED_SEGMENT_PROD(data, segment_ids, num_segments, name=name)


def _rows_of(data: Tensor, ids: Tensor, count: Any) -> Tensor:
    """How many rows each segment has, at least 1, in a shape that broadcasts against the segments."""
    rows = ops.unsorted_segment_sum(ops.ones(ops.shape(ids), data.dtype), ids, count)
    if data.static_shape is not None and ids.static_shape is not None:
        sizes: Any = [-1] + [1] * (len(data.static_shape) - len(ids.static_shape))
    else:
        sizes = ops.concat([[-1], ops.ones(ops.expand_dims(ops.rank(data) - ops.rank(ids), 0), dtypes.int32)], 0)
    return ops.maximum(ops.reshape(rows, sizes), 1)


@export("unsorted_segment_mean", "math.unsorted_segment_mean")
@documented_by(unsorted_segment_max)
def unsorted_segment_mean(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The mean of each segment's rows, 0 where it has none.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
    """
    with name_scope(name, "UnsortedSegmentMean"):
        data, segment_ids = convert_to_tensor(data), convert_to_tensor(segment_ids)
        rows = _rows_of(data, segment_ids, num_segments)
        return ops.realdiv(ops.unsorted_segment_sum(data, segment_ids, num_segments), rows, name="truediv")


@export("unsorted_segment_sqrt_n", "math.unsorted_segment_sqrt_n")
@documented_by(unsorted_segment_max)
def unsorted_segment_sqrt_n(
    data: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, name: str | None = None
) -> Tensor:
    """The sum of each segment's rows, divided by the root of their number.

    Args:
      data: floating numbers whose first dimensions are those of `segment_ids`.
    """
    with name_scope(name, "UnsortedSegmentSqrtN"):
        data, segment_ids = convert_to_tensor(data), convert_to_tensor(segment_ids)
        rows = _rows_of(data, segment_ids, num_segments)
        return ops.realdiv(ops.unsorted_segment_sum(data, segment_ids, num_segments), ops.sqrt(rows), name="truediv")

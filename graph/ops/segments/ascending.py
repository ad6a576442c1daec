"""Sums, means, extremes and products of segments: neighbouring rows that have one number in common."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank, with_rank_at_least
from ..math.division import quotient

REALS = (
    dtypes.float32,
    dtypes.float64,
    dtypes.int32,
    dtypes.uint8,
    dtypes.int16,
    dtypes.int8,
    dtypes.int64,
    dtypes.uint16,
    dtypes.float16,
    dtypes.uint32,
    dtypes.uint64,
)
NUMBERS = (
    dtypes.float32,
    dtypes.float64,
    dtypes.int32,
    dtypes.uint8,
    dtypes.int16,
    dtypes.int8,
    dtypes.complex64,
    dtypes.int64,
    dtypes.uint16,
    dtypes.complex128,
    dtypes.float16,
    dtypes.uint32,
    dtypes.uint64,
)
INDEX = (dtypes.int32, dtypes.int64)


def check_ascending(segment_ids: np.ndarray) -> None:
    """Raises InvalidArgumentError for numbers that are negative or descend."""
    if not segment_ids.size:
        return
    if segment_ids[0] < 0:
        last = int(segment_ids[-1]) + 1
        raise invalid(
            f"Segment id {segment_ids[0]} out of range [0, {last}), possibly because 'segment_ids' input is not sorted."
        )
    if (np.diff(segment_ids) < 0).any():
        first = int(np.argmax(np.diff(segment_ids) < 0)) + 1
        raise invalid("segment ids must be >= 0" if segment_ids[first] < 0 else "segment ids are not increasing")


def reduced(rows: np.ndarray, segment_ids: np.ndarray, count: int, ufunc: np.ufunc, empty: Any) -> np.ndarray:
    """Rows of ascending segments reduced by a ufunc; `empty` where a segment has none."""
    output = np.full((count, *rows.shape[1:]), empty, rows.dtype)
    if len(rows):
        starts = np.flatnonzero(np.r_[True, np.diff(segment_ids) != 0])
        output[segment_ids[starts]] = ufunc.reduceat(rows, starts, axis=0, dtype=rows.dtype)
    return output


def _segment_shape(op: Operation) -> StaticShape:
    data = with_rank_at_least(op.inputs[0].static_shape, 1)
    with_rank(op.inputs[1].static_shape, 1)
    return None if data is None else (None, *data[1:])


def _segment_op(type: str, types: tuple, ufunc: np.ufunc, empty: int) -> Op:
    op = Op(
        type,
        "data: T, segment_ids: Tindices -> output: T",
        traits=PURE,
        T=types,
        Tindices=INDEX,
        shape=_segment_shape,
        batch=PER_RECORD,
    )

    @op.kernel
    def _kernel(data: np.ndarray, segment_ids: np.ndarray) -> np.ndarray:
        if segment_ids.ndim != 1:
            raise invalid("segment_ids should be a vector.")
        if data.ndim < 1 or len(data) != len(segment_ids):
            raise invalid("segment_ids should be the same size as dimension 0 of input.")
        check_ascending(segment_ids)
        count = int(segment_ids[-1]) + 1 if segment_ids.size else 0
        total = reduced(data, segment_ids, count, ufunc, empty)
        return mean_of(total, segment_ids) if type == "SegmentMean" else total

    return op


def mean_of(total: np.ndarray, segment_ids: np.ndarray) -> np.ndarray:
    """Sums of segments divided by how many rows each has; integers are cut towards zero."""
    counts = np.maximum(np.bincount(segment_ids, minlength=len(total)), 1).astype(total.dtype)
    counts = counts.reshape(-1, *(1,) * (total.ndim - 1))
    return quotient(total, counts)


SEGMENT_SUM = _segment_op("SegmentSum", NUMBERS, np.add, 0)
SEGMENT_MEAN = _segment_op("SegmentMean", NUMBERS, np.add, 0)
SEGMENT_MAX = _segment_op("SegmentMax", REALS, np.maximum, 0)
SEGMENT_MIN = _segment_op("SegmentMin", REALS, np.minimum, 0)
SEGMENT_PROD = _segment_op("SegmentProd", NUMBERS, np.multiply, 1)
SEGMENT_PROD.gradient(UNDEFINED_GRADIENT)


@SEGMENT_SUM.gradient
def _sum_gradient(op: Operation, dy: Any) -> list:
    return [ops.gather(dy, op.inputs[1]), None]


@SEGMENT_MEAN.gradient
def _mean_gradient(op: Operation, dy: Any) -> list:
    data, ids = op.inputs
    inner = ops.fill(ops.expand_dims(ops.rank(data) - 1, 0), 1)
    ones = ops.fill(ops.concat([ops.shape(ids), inner], 0), constant(1, dy.dtype))
    return [ops.gather(dy / SEGMENT_SUM(ones, ids), ids), None]


def _extreme_gradient(op: Operation, dy: Any) -> list:
    """Equal extremes share the gradient evenly."""
    data, ids = op.inputs
    is_chosen = ops.equal(data, ops.gather(op.outputs[0], ids))
    chosen = SEGMENT_SUM(ops.cast(is_chosen, dy.dtype), ids)
    return [ops.where(is_chosen, ops.gather(dy / chosen, ids), ops.zeros_like(data)), None]


SEGMENT_MAX.gradient(_extreme_gradient)
SEGMENT_MIN.gradient(_extreme_gradient)


@export("segment_sum", "math.segment_sum")
def segment_sum(data: TensorLike, segment_ids: TensorLike, name: str | None = None) -> Tensor:
    """The sum of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.segment_sum([1, 2, 3], [0, 0, 1])).tolist()
      [3, 3]
    """
    return SEGMENT_SUM(data, segment_ids, name=name)


@export("segment_mean", "math.segment_mean")
@documented_by(segment_sum)
def segment_mean(data: TensorLike, segment_ids: TensorLike, name: str | None = None) -> Tensor:
    """The mean of each segment's rows."""
    return SEGMENT_MEAN(data, segment_ids, name=name)


@export("segment_max", "math.segment_max")
@documented_by(segment_sum)
def segment_max(data: TensorLike, segment_ids: TensorLike, name: str | None = None) -> Tensor:
    """The greatest of each segment's rows.

    Args:
      data: real numbers [n, ...].
    """
    return SEGMENT_MAX(data, segment_ids, name=name)


@export("segment_min", "math.segment_min")
@documented_by(segment_sum)
def segment_min(data: TensorLike, segment_ids: TensorLike, name: str | None = None) -> Tensor:
    """The least of each segment's rows.

    Args:
      data: real numbers [n, ...].
    """
    return SEGMENT_MIN(data, segment_ids, name=name)


@export("segment_prod", "math.segment_prod")
@documented_by(segment_sum)
def segment_prod(data: TensorLike, segment_ids: TensorLike, name: str | None = None) -> Tensor:
    """The product of each segment's rows.

    Returns:
      [last segment id + 1, ...], dtype of `data`; 1 for segments without rows.
    """
    return SEGMENT_PROD(data, segment_ids, name=name)

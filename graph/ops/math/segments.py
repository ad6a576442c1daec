"""Sums, means, extremes and products of segments: neighbouring rows that have one number in common.

Source of names, shapes and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.graph import Operation
from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import none_defined
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, with_rank, with_rank_at_least
from ..arrays.concat import concat
from ..arrays.fill import ones, ones_like, zeros_like
from ..arrays.gather import gather
from ..arrays.reshape import shape
from ..arrays.where import where
from .arithmetic import realdiv
from .cast import cast
from .compare import equal

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
        raise invalid("segment ids are not increasing")


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
    """Sums of segments divided by how many rows each has; integers by integers."""
    counts = np.maximum(np.bincount(segment_ids, minlength=len(total)), 1).astype(total.dtype)
    counts = counts.reshape(-1, *(1,) * (total.ndim - 1))
    return total // counts if total.dtype.kind in "iu" else total / counts


SEGMENT_SUM = _segment_op("SegmentSum", NUMBERS, np.add, 0)
SEGMENT_MEAN = _segment_op("SegmentMean", NUMBERS, np.add, 0)
SEGMENT_MAX = _segment_op("SegmentMax", REALS, np.maximum, 0)
SEGMENT_MIN = _segment_op("SegmentMin", REALS, np.minimum, 0)
SEGMENT_PROD = _segment_op("SegmentProd", NUMBERS, np.multiply, 1)
SEGMENT_PROD.gradient(none_defined)


@SEGMENT_SUM.gradient
def _sum_gradient(op: Operation, dy: Any) -> list:
    return [gather(dy, op.inputs[1]), None]


@SEGMENT_MEAN.gradient
def _mean_gradient(op: Operation, dy: Any) -> list:
    data, ids = op.inputs
    counts = SEGMENT_SUM(ones(_one_per_row(data, ids), dy.dtype), ids)
    return [gather(realdiv(dy, counts), ids), None]


def _one_per_row(data: Tensor, ids: Tensor) -> Tensor:
    """The shape [rows, 1, 1, ...] that broadcasts against `data`."""
    inner = ones_like(shape(data))[1:]
    return concat([shape(ids), inner], 0)


def _extreme_gradient(op: Operation, dy: Any) -> list:
    """Equal extremes share the gradient evenly."""
    data, ids = op.inputs
    is_chosen = equal(data, gather(op.outputs[0], ids))
    chosen = SEGMENT_SUM(cast(is_chosen, dy.dtype), ids)
    return [where(is_chosen, gather(realdiv(dy, chosen), ids), zeros_like(data)), None]


SEGMENT_MAX.gradient(_extreme_gradient)
SEGMENT_MIN.gradient(_extreme_gradient)


def _function(op: Op, name_of: str, what: str, empty: str = "0") -> Callable[..., Tensor]:
    def segment(data: Any, segment_ids: Any, name: str | None = None) -> Tensor:
        return op(data, segment_ids, name=name)

    segment.__name__ = segment.__qualname__ = name_of
    segment.__doc__ = f"""{what} of each segment's rows.

    Args:
      data: numbers [n, ...].
      segment_ids: int32 or int64 [n], ascending from 0 or more; numbers may be left out.

    Returns:
      [last segment id + 1, ...]; {empty} for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      InvalidArgumentError: (when run) ids that descend or are negative, or are not as many as the rows.

    Source: tf.{name_of}, TensorFlow 1.15.
    """
    return segment


segment_sum = _function(SEGMENT_SUM, "segment_sum", "The sum")
segment_mean = _function(SEGMENT_MEAN, "segment_mean", "The mean")
segment_max = _function(SEGMENT_MAX, "segment_max", "The greatest")
segment_min = _function(SEGMENT_MIN, "segment_min", "The least")
segment_prod = _function(SEGMENT_PROD, "segment_prod", "The product", "1")

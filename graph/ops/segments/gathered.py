"""Segments of rows that are picked by index first: what embeddings of several ids a record are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, merge, with_rank, with_rank_at_least
from .ascending import REALS, check_ascending, reduced

_FLOATS = (dtypes.float32, dtypes.float64)
_INDEX = "Tidx: {int32, int64} = int32"


def _check_rank_and_size(op: Operation) -> tuple[int | None, ...]:
    """The shape of one picked row. Raises ValueError for shapes that do not fit."""
    data = with_rank_at_least(op.inputs[0].static_shape, 1)
    indices = with_rank(op.inputs[1].static_shape, 1)
    merge(indices, with_rank(op.inputs[2].static_shape, 1))
    return () if data is None else data[1:]


def _shape(op: Operation) -> StaticShape:
    inner = _check_rank_and_size(op)
    if op.inputs[0].static_shape is None:
        return None
    if len(op.inputs) == 3:
        return (None, *inner)
    with_rank(op.inputs[3].static_shape, 0)
    count = constant_value(op.inputs[3])
    if count is not None and count < 0:
        raise ValueError("Cannot specify a negative value for num_segments")
    return (None if count is None else int(count), *inner)


def _check(indices: np.ndarray, segment_ids: np.ndarray, limit: int) -> None:
    """Raises InvalidArgumentError for indices and segment ids that do not fit each other, or the data's rows."""
    if indices.ndim != 1:
        raise invalid("indices should be a vector.")
    if segment_ids.ndim != 1:
        raise invalid("segment_ids should be a vector.")
    if len(indices) != len(segment_ids):
        raise invalid("segment_ids and indices should have same size.")
    check_ascending(segment_ids)
    outside = (indices < 0) | (indices >= limit)
    if outside.any():
        place = int(np.argmax(outside))
        raise invalid(f"Bad: indices[{place}] == {indices[place]} out of range [0, {limit})")


def _divisors(segment_ids: np.ndarray, count: int, how: str, kind: np.dtype) -> np.ndarray | None:
    """What the sum of each segment is divided by."""
    if how == "Sum":
        return None
    rows = np.maximum(np.bincount(segment_ids, minlength=count), 1).astype(kind)
    return np.sqrt(rows) if how == "SqrtN" else rows


def _sums(data: Any, indices: Any, segment_ids: Any, count: int | None, how: str) -> np.ndarray:
    _check(indices, segment_ids, len(data))
    least = int(segment_ids[-1]) + 1 if segment_ids.size else 0
    if count is None:
        count = least
    elif count < least:
        raise invalid("segment ids must be < num_segments")
    total = reduced(data[indices], segment_ids, count, np.add, 0)
    divisors = _divisors(segment_ids, count, how, total.dtype)
    return total if divisors is None else total / divisors.reshape(-1, *(1,) * (total.ndim - 1))


def _pair(how: str, types: tuple) -> tuple[Op, Op]:
    """The op for as many segments as the ids name, and that for a given number."""
    signature = "data: T, indices: Tidx, segment_ids: int32"
    plain = Op(f"SparseSegment{how}", f"{signature} -> output: T", _INDEX, traits=PURE, T=types, shape=_shape, batch=PER_RECORD)
    counted = Op(
        f"SparseSegment{how}WithNumSegments",
        f"{signature}, num_segments: Tnumsegments -> output: T",
        f"{_INDEX}, Tnumsegments: {{int32, int64}} = int32",
        traits=PURE,
        T=types,
        shape=_shape,
        batch=PER_RECORD,
    )

    @plain.kernel
    def _plain(data: np.ndarray, indices: np.ndarray, segment_ids: np.ndarray) -> np.ndarray:
        return _sums(data, indices, segment_ids, None, how)

    @counted.kernel
    def _counted(data: np.ndarray, indices: np.ndarray, segment_ids: np.ndarray, num_segments: Any) -> np.ndarray:
        return _sums(data, indices, segment_ids, int(num_segments), how)

    return plain, counted


def _grad_op(how: str) -> Op:
    op = Op(
        f"SparseSegment{how}Grad",
        "grad: T, indices: Tidx, segment_ids: int32, output_dim0: int32 -> output: T",
        _INDEX,
        traits=PURE,
        T=_FLOATS,
        batch=PER_RECORD,
        gradient=UNDEFINED_GRADIENT,
    )

    @op.shape
    def _grad_shape(op: Operation) -> StaticShape:
        inner, rows = _gradient_shape(op)
        if rows is not None and rows < 0:
            raise ValueError("Cannot specify a negative value for output_dim0")
        return None if inner is None else (None if rows is None else int(rows), *inner)

    @op.kernel
    def _grad(grad: np.ndarray, indices: np.ndarray, segment_ids: np.ndarray, output_dim0: Any) -> np.ndarray:
        return _gradient_rows(grad, indices, segment_ids, int(output_dim0), how)

    return op


def _gradient_shape(op: Operation) -> tuple[StaticShape, Any]:
    """The shape of a row, and how many there are in all. Raises ValueError for shapes that do not fit."""
    data = with_rank_at_least(op.inputs[0].static_shape, 1)
    indices = with_rank(op.inputs[1].static_shape, 1)
    merge(op.inputs[2].static_shape, indices)
    with_rank(op.inputs[3].static_shape, 0)
    return None if data is None else data[1:], constant_value(op.inputs[3])


def _gradient_rows(grad: np.ndarray, indices: np.ndarray, segment_ids: np.ndarray, count: int, how: str) -> np.ndarray:
    _check(indices, segment_ids, count)
    if segment_ids.size and segment_ids[-1] >= len(grad):
        raise invalid("Invalid number of segments")
    divisors = _divisors(segment_ids, len(grad), how, grad.dtype)
    output = np.zeros((count, *grad.shape[1:]), grad.dtype)
    shares = grad if divisors is None else grad / divisors.reshape(-1, *(1,) * (grad.ndim - 1))
    np.add.at(output, indices, shares[segment_ids])
    return output


def _rows_op(how: str) -> None:
    """The gradient as later releases write it: only the rows that were picked, and which these are."""
    op = Op(
        f"SparseSegment{how}GradV2",
        "grad: T, indices: Tidx, segment_ids: int32, dense_output_dim0: int32 -> output: T, sorted_unique_indices: Tidx",
        _INDEX,
        traits=PURE,
        T=_FLOATS,
        batch=PER_RECORD,
        gradient=UNDEFINED_GRADIENT,
    )

    @op.shape
    def _rows_shape(op: Operation) -> list[StaticShape]:
        inner, _ = _gradient_shape(op)
        return [None if inner is None else (None, *inner), (None,)]

    @op.kernel
    def _rows(grad: np.ndarray, indices: np.ndarray, segment_ids: np.ndarray, dense_output_dim0: Any) -> tuple:
        _check(indices, segment_ids, int(dense_output_dim0))
        picked, places = np.unique(indices, return_inverse=True)
        return _gradient_rows(grad, places.reshape(-1), segment_ids, len(picked), how), picked


for _how in ("Sum", "Mean", "SqrtN"):
    _rows_op(_how)
SPARSE_SEGMENT_SUM, SPARSE_SEGMENT_SUM_WITH_NUM_SEGMENTS = _pair("Sum", REALS)
SPARSE_SEGMENT_MEAN, SPARSE_SEGMENT_MEAN_WITH_NUM_SEGMENTS = _pair("Mean", _FLOATS)
SPARSE_SEGMENT_SQRT_N, SPARSE_SEGMENT_SQRT_N_WITH_NUM_SEGMENTS = _pair("SqrtN", _FLOATS)
SPARSE_SEGMENT_MEAN_GRAD = _grad_op("Mean")
SPARSE_SEGMENT_SQRT_N_GRAD = _grad_op("SqrtN")


def _sum_gradient(op: Operation, dy: Any) -> list:
    data, indices, ids = op.inputs[:3]
    found = ops.unsorted_segment_sum(ops.gather(dy, ids), indices, ops.shape(data)[0])
    return [found] + [None] * (len(op.inputs) - 1)


def _gradient_by(definition: Op) -> Callable[..., list]:
    def gradient(op: Operation, dy: Any) -> list:
        found = definition(dy, op.inputs[1], op.inputs[2], ops.shape(op.inputs[0])[0])
        return [found] + [None] * (len(op.inputs) - 1)

    return gradient


for _op in (SPARSE_SEGMENT_SUM, SPARSE_SEGMENT_SUM_WITH_NUM_SEGMENTS):
    _op.gradient(_sum_gradient)
for _op in (SPARSE_SEGMENT_MEAN, SPARSE_SEGMENT_MEAN_WITH_NUM_SEGMENTS):
    _op.gradient(_gradient_by(SPARSE_SEGMENT_MEAN_GRAD))
for _op in (SPARSE_SEGMENT_SQRT_N, SPARSE_SEGMENT_SQRT_N_WITH_NUM_SEGMENTS):
    _op.gradient(_gradient_by(SPARSE_SEGMENT_SQRT_N_GRAD))


@export("sparse_segment_sum", "sparse.segment_sum")
def sparse_segment_sum(
    data: TensorLike,
    indices: TensorLike,
    segment_ids: TensorLike,
    name: str | None = None,
    num_segments: TensorLike | None = None,
) -> Tensor:
    """The sum of the rows `data[indices]` of each segment.

    Args:
      data: real numbers [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """
    if num_segments is None:
        return SPARSE_SEGMENT_SUM(data, indices, segment_ids, name=name)
    return SPARSE_SEGMENT_SUM_WITH_NUM_SEGMENTS(data, indices, segment_ids, num_segments, name=name)


@export("sparse_segment_mean", "sparse.segment_mean")
@documented_by(sparse_segment_sum)
def sparse_segment_mean(
    data: TensorLike,
    indices: TensorLike,
    segment_ids: TensorLike,
    name: str | None = None,
    num_segments: TensorLike | None = None,
) -> Tensor:
    """The mean of the rows `data[indices]` of each segment.

    Args:
      data: float32 or float64 [rows, ...].
    """
    if num_segments is None:
        return SPARSE_SEGMENT_MEAN(data, indices, segment_ids, name=name)
    return SPARSE_SEGMENT_MEAN_WITH_NUM_SEGMENTS(data, indices, segment_ids, num_segments, name=name)


@export("sparse_segment_sqrt_n", "sparse.segment_sqrt_n")
@documented_by(sparse_segment_sum)
def sparse_segment_sqrt_n(
    data: TensorLike,
    indices: TensorLike,
    segment_ids: TensorLike,
    name: str | None = None,
    num_segments: TensorLike | None = None,
) -> Tensor:
    """The sum of the rows `data[indices]` of each segment, divided by the root of their number.

    Args:
      data: float32 or float64 [rows, ...].
    """
    if num_segments is None:
        return SPARSE_SEGMENT_SQRT_N(data, indices, segment_ids, name=name)
    return SPARSE_SEGMENT_SQRT_N_WITH_NUM_SEGMENTS(data, indices, segment_ids, num_segments, name=name)

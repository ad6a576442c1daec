"""IndexedSlices: some rows of a larger tensor, as the gradient of `gather` is.

Source: tf.IndexedSlices, TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ...core.build import register_tensor_conversion_function
from ...core.graph import Graph, Operation
from ...core.op import Op
from ...core.rules.batch import record_by_record
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...execution.fetches import register_composite
from ...types import dtypes
from ...types.errors import invalid
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, bracket, merge_dim
from ..arrays.slicing import getitem


class IndexedSlicesValue(NamedTuple):
    """The arrays of an IndexedSlices."""

    values: Any
    indices: Any
    dense_shape: Any


class IndexedSlices:
    """Rows of a larger tensor: row `indices[i]` has the value `values[i]`, rows that stand twice add up, others are 0.

    Attributes:
      values: tensor [n, ...].
      indices: int32 or int64 tensor [n].
      dense_shape: 1-D tensor: the shape of the larger tensor, or None.
    """

    def __init__(self, values: Tensor, indices: Tensor, dense_shape: Tensor | None = None) -> None:
        self.values = values
        self.indices = indices
        self.dense_shape = dense_shape

    @property
    def name(self) -> str:
        return self.values.name

    @property
    def device(self) -> str:
        return self.values.device

    @property
    def op(self) -> Operation:
        return self.values.op

    @property
    def dtype(self) -> dtypes.DType:
        return self.values.dtype

    @property
    def graph(self) -> Graph:
        return self.values.graph

    @property
    def shape(self) -> TensorShape:
        """The static shape of the larger tensor."""
        sizes = None if self.dense_shape is None else constant_value(self.dense_shape)
        return TensorShape(None if sizes is None else sizes.tolist())

    def __str__(self) -> str:
        shape = "" if self.dense_shape is None else f", dense_shape={self.dense_shape}"
        return f"IndexedSlices(indices={self.indices}, values={self.values}{shape})"


def _tensors(slices: IndexedSlices) -> list[Tensor]:
    parts = [slices.values, slices.indices]
    return parts if slices.dense_shape is None else [*parts, slices.dense_shape]


register_composite(
    IndexedSlices,
    _tensors,
    lambda values: IndexedSlicesValue(values[0], values[1], values[2] if len(values) == 3 else None),
    lambda fed: [part for part in fed if part is not None],
)


UNSORTED_SEGMENT_SUM = Op(
    "UnsortedSegmentSum",
    "data: T, segment_ids: Tindices, num_segments: Tnumsegments -> output: T",
    "Tindices: {int32, int64}, Tnumsegments: {int32, int64} = int32",
    traits=PURE,
    T=dtypes.NUMERIC,
)
UNSORTED_SEGMENT_SUM.batch(record_by_record)


@UNSORTED_SEGMENT_SUM.shape
def _segments_shape(op: Operation) -> StaticShape:
    data, ids = op.inputs[0].static_shape, op.inputs[1].static_shape
    if data is None or ids is None:
        return None
    for size, wanted in zip(data, ids, strict=False):
        merge_dim(size, wanted)
    count = constant_value(op.inputs[2])
    return (None if count is None else int(count), *data[len(ids) :])


@UNSORTED_SEGMENT_SUM.kernel
def _segments(data: Any, segment_ids: Any, num_segments: Any) -> Any:
    ids = np.asarray(segment_ids)
    if np.shape(data)[: ids.ndim] != ids.shape:
        raise invalid(f"data.shape = {bracket(np.shape(data))} does not start with segment_ids.shape = {bracket(ids.shape)}")
    rows = np.asarray(data).reshape(ids.size, *np.shape(data)[ids.ndim :])
    flat = ids.reshape(-1)
    if flat.size and flat.max() >= num_segments:
        at = int(np.argmax(flat >= num_segments))
        raise invalid(f"segment_ids[{at}] = {flat[at]} is out of range [0, {int(num_segments)})")
    output = np.zeros((int(num_segments), *rows.shape[1:]), rows.dtype)
    inside = flat >= 0
    np.add.at(output, flat[inside], rows[inside])
    return output


@UNSORTED_SEGMENT_SUM.gradient
def _segments_gradient(op: Operation, dy: Any) -> list:
    from ..math.unsorted_segments import gather_drop_negatives

    return [gather_drop_negatives(dy, op.inputs[1])[0], None, None]


def unsorted_segment_sum(data: Any, segment_ids: Any, num_segments: Any, name: str | None = None) -> Tensor:
    """Sum the rows of each segment.

    Args:
      data: tensor whose first dimensions are those of `segment_ids`.
      segment_ids: int tensor: which row of the output each belongs to; negative ones are left out.
      num_segments: rows of the output.
    """
    return UNSORTED_SEGMENT_SUM(data, segment_ids, num_segments, name=name)


def _to_dense(value: IndexedSlices, dtype: Any, name: str | None, as_ref: bool) -> Any:
    if dtype is not None and not dtype.is_compatible_with(value.dtype):
        raise ValueError(f"Tensor conversion requested dtype {dtype.name} for IndexedSlices with dtype {value.dtype.name}")
    if value.dense_shape is None:
        raise ValueError(f"Tensor conversion requested for IndexedSlices without dense_shape: {str(value)!r}")
    return unsorted_segment_sum(value.values, value.indices, getitem(value.dense_shape, 0), name=name)


register_tensor_conversion_function(IndexedSlices, _to_dense)

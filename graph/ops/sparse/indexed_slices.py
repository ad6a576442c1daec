"""IndexedSlices: some rows of a larger tensor, as the gradient of `gather` is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor, register_tensor_conversion_function
from ...core.graph import Graph
from ...core.operation import Operation
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traversal import consumers_of
from ...execution.fetches import register_composite
from ...types import dtypes
from ...types.shapes import TensorShape


class IndexedSlicesValue(NamedTuple):
    """The arrays of an IndexedSlices."""

    values: Any
    indices: Any
    dense_shape: Any


@export("IndexedSlices")
class IndexedSlices:
    """Rows of a larger tensor: row `indices[i]` has the value `values[i]`, rows that stand twice add up, others are 0.

    Args:
      values: tensor [n, ...].
      indices: int32 or int64 tensor [n].
      dense_shape: 1-D tensor: the shape of the larger tensor, or None.
    """

    def __init__(self, values: Tensor, indices: Tensor, dense_shape: Tensor | None = None) -> None:
        self.values = values
        self.indices = indices
        self.dense_shape = dense_shape

    def consumers(self) -> list[Operation]:
        """The operations that take one of its tensors as an input."""
        return consumers_of(_tensors(self))

    @property
    def name(self) -> str:
        """The name of its values."""
        return self.values.name

    @property
    def device(self) -> str:
        """The device of its values."""
        return self.values.device

    @property
    def op(self) -> Operation:
        """The operation of its values."""
        return self.values.op

    @property
    def dtype(self) -> dtypes.DType:
        """The type of its values."""
        return self.values.dtype

    @property
    def graph(self) -> Graph:
        """The graph it is in."""
        return self.values.graph

    @property
    def shape(self) -> TensorShape:
        """The static shape of the larger tensor."""
        sizes = None if self.dense_shape is None else constant_value(self.dense_shape)
        return TensorShape(None if sizes is None else sizes.tolist())

    def __neg__(self) -> IndexedSlices:
        return IndexedSlices(-self.values, self.indices, self.dense_shape)

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


def _to_dense(value: IndexedSlices, dtype: Any, name: str | None, as_ref: bool) -> Any:
    if dtype is not None and not dtype.is_compatible_with(value.dtype):
        raise ValueError(f"Tensor conversion requested dtype {dtype.name} for IndexedSlices with dtype {value.dtype.name}")
    if value.dense_shape is None:
        raise ValueError(f"Tensor conversion requested for IndexedSlices without dense_shape: {str(value)!r}")
    return ops.unsorted_segment_sum(value.values, value.indices, value.dense_shape[0], name=name)


register_tensor_conversion_function(IndexedSlices, _to_dense)


def with_indices_of_one_type(slices: Sequence[IndexedSlices]) -> list[IndexedSlices]:
    """The slices as they are if the indices of all are of one type, else with int64."""
    if len({one.indices.dtype for one in slices}) == 1:
        return list(slices)
    return [IndexedSlices(one.values, ops.cast(one.indices, dtypes.int64), one.dense_shape) for one in slices]


@export("convert_to_tensor_or_indexed_slices")
def convert_to_tensor_or_indexed_slices(value: Any, dtype: Any = None, name: str | None = None) -> Any:
    """IndexedSlices and SparseTensors as they are, all else as a tensor.

    Args:
      value: IndexedSlices, a SparseTensor, or what converts to a tensor.
      dtype: of the elements; None for any.
      name: of the tensor that is made.

    Returns:
      a Tensor, IndexedSlices or SparseTensor.

    Raises:
      ValueError: it is of another type than `dtype`.
    """
    if not hasattr(value, "dense_shape"):
        return convert_to_tensor(value, dtype, name=name)
    if dtype is not None and not dtypes.as_dtype(dtype).is_compatible_with(value.dtype):
        raise ValueError(
            f"Tensor conversion requested dtype {dtypes.as_dtype(dtype).name} for Tensor with dtype {value.dtype.name}: "
            f"{str(value)!r}"
        )
    return value

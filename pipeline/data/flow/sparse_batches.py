"""Batches that are sparse tensors, of elements of different shapes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import DataLossError, invalid

from .batches import Gathering, batches_in
from .blocks.block import Block, Column, plain
from .flow import DatasetValue, Flow


class DenseToSparseBatch(DatasetValue):
    """Elements that are `size` elements each, of one component, as a sparse tensor.

    Args:
      shape: of the whole of an element; below 0 for a dimension: the largest in each batch.

    Raises:
      InvalidArgumentError: size < 1.
    """

    name = "DenseToSparseBatchDataset"

    def __init__(self, upstream: DatasetValue, size: int, shape: Sequence[int]) -> None:
        super().__init__(upstream)
        if size < 1:
            raise invalid("Batch size must be greater than zero.")
        self.size, self.shape = int(size), [int(one) for one in shape]

    def _begin(self, run: RunContext) -> Flow:
        return _DenseToSparseFlow(self.upstream[0].begin(run), self)

    def cardinality(self) -> int:
        return batches_in(self.upstream[0].cardinality(), self.size, False)


class _DenseToSparseFlow(Gathering):
    def __init__(self, upstream: Flow, value: DenseToSparseBatch) -> None:
        super().__init__(upstream, value.size, False)
        self._shape = value.shape

    def made(self, elements: Block, size: int) -> Sequence[Column]:
        arrays = [np.asarray(value) for value in plain(elements.columns[0])]
        return [[self._batch(arrays[first : first + size]) for first in range(0, len(arrays), size)]]

    def _batch(self, arrays: Sequence[np.ndarray]) -> SparseTensorValue:
        shape = self._shape
        for array in arrays:
            if array.ndim != len(shape):
                found, wanted = _bracket(array.shape), _bracket(shape)
                raise invalid(f"Input element had shape ({found}) that is incompatible with the row shape ({wanted}).")
            if any(0 <= most < size for most, size in zip(shape, array.shape, strict=True)):
                found, wanted = _bracket(array.shape), _bracket(shape)
                message = f"Input element had shape ({found}) that is larger than the row shape ({wanted})."
                raise DataLossError(None, None, message)
        largest = np.max([array.shape for array in arrays], axis=0) if shape else np.zeros(0, np.int64)
        whole = [most if most >= 0 else int(size) for most, size in zip(shape, largest, strict=True)]
        return SparseTensorValue(
            np.concatenate([_indices(number, array) for number, array in enumerate(arrays)]),
            np.concatenate([array.reshape(-1) for array in arrays]),
            np.array([len(arrays), *whole], np.int64),
        )


def _indices(number: int, array: np.ndarray) -> np.ndarray:
    """Where the elements of an array stand in a batch."""
    inner = np.indices(array.shape, np.int64).reshape(array.ndim, -1).T
    return np.concatenate([np.full((array.size, 1), number, np.int64), inner], axis=1)


def _bracket(shape: Sequence[int]) -> str:
    return f"[{','.join('?' if size < 0 else str(size) for size in shape)}]"

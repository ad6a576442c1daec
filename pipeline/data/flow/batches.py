"""Datasets whose elements are several of another's: batch, padded_batch; and unbatch, which takes them apart."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.runtime.memory_order import contiguous
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import DataLossError, OutOfRangeError, invalid

from .blocks.block import Block, Column, column_of, plain
from .blocks.sparse import batched, unbatched
from .flow import DatasetValue, Flow, attempt, end_of_sequence


class Gathering(Flow):
    """Batches of a flow's elements. What fails takes with it what its batch had before it.

    Args:
      size: elements of a batch.
      drops: whether a smaller last batch is left out.
      fused: whether an element that fails has its place in a batch, which fails as a whole: so it is where batching has become
        one step with the calls of a function.
    """

    remembers = ("_parts", "_count", "_failed", "_over", "_late", "_to_skip")

    def __init__(self, upstream: Flow, size: int, drops: bool, fused: bool = False) -> None:
        super().__init__(upstream)
        upstream.be_placeless()
        self.size = size
        self._drops = drops
        self._fused = fused
        self._parts: list[Block] = []
        self._count = 0  # elements in _parts
        self._failed: Exception | None = None  # behind them
        self._over = False
        self._late: Exception | None = None  # of an element that has failed
        self._to_skip = 0  # those behind it that are of the same batch

    def _next(self, run: RunContext, most: int) -> Block:
        if self._late is not None:
            self._raise_late(run)
        while self._count < self.size and self._failed is None and not self._over:
            block, self._failed = attempt(self.upstream[0], run, self.size * most - self._count)
            if block is not None:
                self._parts, self._count = [*self._parts, block], self._count + block.n
        if self._count >= self.size:
            return self._batches(min(most, self._count // self.size))
        error, elements, count = self._failed or end_of_sequence(), self._parts, self._count
        self._parts, self._count, self._failed = [], 0, None
        if not isinstance(error, OutOfRangeError):
            self._late, self._to_skip = error, self.size - count - 1 if self._fused else 0
            self._raise_late(run)
        self._over = True
        self.close()
        if elements and not self._drops:
            rest = Block.joined(elements)
            return Block(self.made(rest, rest.n), 1)
        raise error

    def _raise_late(self, run: RunContext) -> None:
        while self._to_skip > 0:
            block, error = attempt(self.upstream[0], run, self._to_skip)
            self._to_skip -= 1 if block is None else block.n
            if isinstance(error, OutOfRangeError):
                self._over, self._to_skip = True, 0
        late, self._late = self._late, None
        assert late is not None
        raise late

    def _batches(self, count: int) -> Block:
        """That many batches of what is at hand; fewer where one fails."""
        elements = Block.joined(self._parts)
        used = count * self.size
        rest = elements.rows(used, elements.n) if used < elements.n else None
        self._parts, self._count = ([], 0) if rest is None else ([rest], rest.n)
        whole = elements.rows(0, used)
        if count > 1 and not any(isinstance(column, list) for column in whole.columns):
            with contextlib.suppress(Exception):  # each batch that fails does so by itself
                return Block(self.made(whole, self.size), count)
        found, error = [], None
        for first in range(0, used, self.size):
            try:
                found.append(self.made(elements.rows(first, first + self.size), self.size))
            except Exception as raised:
                error = raised
                left = elements.rows(first + self.size, elements.n) if first + self.size < elements.n else None
                self._parts, self._count = ([], 0) if left is None else ([left], left.n)
                break
        if count == 1 and error is None:
            return Block(found[0], 1)
        return self._results(
            Block.of([[plain(column)[0] for column in columns] for columns in found]) if found else None, error
        )

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        parts = self._parts
        return elements + sum([part.n for part in parts]), size + sum([part.nbytes for part in parts])

    @abstractmethod
    def made(self, elements: Block, size: int) -> Sequence[Column]:
        """The batches of `size` that some elements make, all of them, as columns. Raises where one fails."""


class Batch(DatasetValue):
    """Elements that are `size` elements each.

    Args:
      size: at least 1.
      drop_remainder: whether a smaller last batch is left out.
      fused: as of `Gathering`.

    Raises:
      InvalidArgumentError: size < 1.
    """

    name = "BatchDataset"

    def __init__(self, upstream: DatasetValue, size: int, drop_remainder: bool = False, fused: bool = False) -> None:
        super().__init__(upstream)
        if size < 1:
            raise invalid("Batch size must be greater than zero.")
        self.size, self.drop_remainder, self.fused = int(size), bool(drop_remainder), fused

    def _begin(self, run: RunContext) -> Flow:
        return _BatchFlow(self.upstream[0].begin(run), self.size, self.drop_remainder, self.fused)

    def cardinality(self) -> int:
        return batches_in(self.upstream[0].cardinality(), self.size, self.drop_remainder)


def batches_in(count: int, size: int, drops: bool) -> int:
    """How many batches there are in so many elements, a number or INFINITE or UNKNOWN."""
    return count if count < 0 else count // size if drops else -(-count // size)


class _BatchFlow(Gathering):
    gives_on = True

    def made(self, elements: Block, size: int) -> Sequence[Column]:
        return [
            CompactColumn(column.values.reshape(-1, size, *column.deferred.shape), _of_batches(column.deferred, size))
            if self.compact and type(column) is CompactColumn
            else self._stacked(plain(column), index, size)
            for index, column in enumerate(elements.columns)
        ]

    def _stacked(self, column: Any, index: int, size: int) -> Column:
        if isinstance(column, np.ndarray):
            array = contiguous(column)
            return (
                [array]
                if size == len(array) and array.base is None
                else array.reshape(len(array) // size, size, *array.shape[1:])
            )
        if isinstance(column[0], SparseTensorValue):
            return [batched(column)]
        shapes = [np.shape(value) for value in column]
        for position, shape in enumerate(shapes):
            if shape != shapes[0]:
                raise invalid(self._unfit(index, shapes[0], position, shape))
        return [plain(column_of(column))]

    def _unfit(self, index: int, first: Sequence[int], position: int, shape: Sequence[int]) -> str:
        if self._fused:
            shapes = f"Shapes are: [tensor]: {_bracket(shape)}, [batch]: {_bracket(first)}"
            return f"Cannot add tensor to the batch: number of elements does not match. {shapes}"
        words = f"First element had shape {_bracket(first)} and element {position} had shape {_bracket(shape)}."
        return f"Cannot batch tensors with different shapes in component {index}. {words}"


def _of_batches(deferred: DeferredSteps, size: int) -> DeferredSteps:
    """The same steps for batches."""

    def run(n: int, values: np.ndarray) -> np.ndarray:
        found = deferred.run(n * size, values.reshape(n * size, *deferred.shape))
        return found.reshape(n, size, *deferred.full_shape)

    shape, full_shape = (size, *deferred.shape), (size, *deferred.full_shape)
    return DeferredSteps((deferred.key, size), deferred.dtype, shape, full_shape, run)


def _bracket(shape: Sequence[int]) -> str:
    return f"[{','.join(map(str, shape))}]"


class PaddedBatch(DatasetValue):
    """Elements that are `size` elements each, made equal in shape.

    Args:
      shapes: to pad the elements of each component to; None for a dimension: the largest in each batch.
      values: what to pad each component with.

    Raises:
      InvalidArgumentError: size < 1.
    """

    name = "PaddedBatchDataset"

    def __init__(
        self,
        upstream: DatasetValue,
        size: int,
        shapes: Sequence[Sequence[int | None]],
        values: Sequence[Any],
        drop_remainder: bool = False,
    ) -> None:
        super().__init__(upstream)
        if size < 1:
            raise invalid("Batch size must be greater than zero.")
        self.size, self.drop_remainder = int(size), bool(drop_remainder)
        self.shapes = [[None if size is None or size < 0 else int(size) for size in shape] for shape in shapes]
        self.values = list(values)

    def _begin(self, run: RunContext) -> Flow:
        return _PaddedBatchFlow(self.upstream[0].begin(run), self)

    def cardinality(self) -> int:
        return batches_in(self.upstream[0].cardinality(), self.size, self.drop_remainder)


class _PaddedBatchFlow(Gathering):
    def __init__(self, upstream: Flow, value: PaddedBatch) -> None:
        super().__init__(upstream, value.size, value.drop_remainder)
        self._shapes = value.shapes
        self._values = value.values

    def made(self, elements: Block, size: int) -> Sequence[Column]:
        return [self._padded(plain(column), index, size) for index, column in enumerate(elements.columns)]

    def _padded(self, column: Any, index: int, size: int) -> Column:
        wanted, value = self._shapes[index], self._values[index]
        shapes = [column.shape[1:]] if isinstance(column, np.ndarray) else [np.shape(one) for one in column]
        for shape in shapes:
            if len(shape) != len(wanted):
                ranks = f"expected rank {len(wanted)} but got element with rank {len(shape)}"
                words = "All elements in a batch must have the same rank as the padded shape for"
                raise invalid(f"{words} component{index}: {ranks}")
        full = [max(sizes) if fixed is None else fixed for fixed, sizes in zip(wanted, zip(*shapes, strict=True), strict=True)]
        for shape in shapes:
            if any(given > room for given, room in zip(shape, full, strict=True)):
                raise DataLossError(None, None, "Attempted to pad to a smaller size than the input element.")
        if isinstance(column, np.ndarray):
            array = contiguous(column)
            if list(array.shape[1:]) != full:
                array = np.full((len(column), *full), value, column.dtype)
                array[(slice(None), *map(slice, column.shape[1:]))] = column
            return [array] if size == len(array) and array.base is None else array.reshape(len(array) // size, size, *full)
        batch = np.full((len(column), *full), value, np.asarray(column[0]).dtype)
        for row, one in zip(batch, column, strict=True):
            row[tuple(map(slice, one.shape))] = one
        return [batch]


class Unbatch(DatasetValue):
    """The rows of the elements of a dataset, each an element."""

    name = "UnbatchDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _UnbatchFlow(self.upstream[0].begin(run))


class _UnbatchFlow(Flow):
    remembers = ("_rows", "_left")

    def __init__(self, upstream: Flow) -> None:
        super().__init__(upstream)
        self._rows = 1  # of an element, as a rule
        self._left: Block | None = None

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            if self._left is None:
                self._left = self.upstream[0].next(run, -(-most // self._rows) if self.ahead else 1)
            block = self._left
            first = block if _all_alike(block) else block.rows(0, 1)
            self._left = None if first.n == block.n else block.rows(first.n, block.n)
            rows = self._apart(first)
            self._rows = max(1, rows.n // first.n)
            if rows.n:
                return rows

    def _apart(self, elements: Block) -> Block:
        """The rows of some elements, of which only one may have no array in each component."""
        columns: list[Column] = [column if elements.n > 1 else _only(column) for column in elements.columns]
        if elements.n > 1:
            sizes = [column.shape[1] for column in columns]
            columns = [column.reshape(len(column) * column.shape[1], *column.shape[2:]) for column in columns]
        else:
            sizes = [len(column) for column in columns]
        for index, size in enumerate(sizes):
            if size != sizes[0]:
                words = f"Component 0 had size {sizes[0]} but component {index} had size, {size}."
                raise invalid(f"Input element must have the same batch size in each component. {words}")
        return Block(columns, sizes[0] * elements.n)


def _all_alike(elements: Block) -> bool:
    """Whether all components of all elements have as many rows."""
    columns = elements.columns
    return all(type(one) is np.ndarray and one.ndim > 1 and one.shape[1] == columns[0].shape[1] for one in columns)


def _only(column: Column) -> Column:
    """The rows of the one value in a column."""
    value = plain(column)[0]
    if isinstance(value, SparseTensorValue):
        return unbatched(value)
    if not isinstance(value, np.ndarray) or not value.ndim:
        raise invalid("Input element must have a non-scalar value in each component.")
    return value

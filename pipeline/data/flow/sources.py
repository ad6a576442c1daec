"""Datasets of what is in memory: tensors, their slices, ranges, random numbers, and what Python iterators give."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from headrace.graph.ops.random.philox import Philox
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import FailedPreconditionError, OutOfRangeError, invalid

from .blocks.block import Block, Column, column_of
from .blocks.states import can_be_said
from .flow import INFINITE, BoundFunction, DatasetValue, Flow, end_of_sequence


class Tensors(DatasetValue):
    """One element.

    Args:
      components: its values.
    """

    name = "TensorDataset"

    def __init__(self, components: Sequence[Any]) -> None:
        super().__init__()
        self.columns = [column_of([value]) for value in components]

    def _begin(self, run: RunContext) -> Flow:
        return RowsFlow(self.columns, 1)

    def cardinality(self) -> int:
        return 1


class TensorSlices(DatasetValue):
    """An element for each slice of tensors along their first axis.

    Args:
      columns: a value for each component, [n, ...]: arrays, or lists of n values (slices of sparse tensors).
      n: None: as many as the first column has.

    Raises:
      InvalidArgumentError: they have not the same n.
    """

    name = "TensorSliceDataset"

    def __init__(self, columns: Sequence[Column], n: int | None = None) -> None:
        super().__init__()
        for column in columns[1:]:
            if len(column) != len(columns[0]):
                raise invalid(f"Dimensions {len(columns[0])} and {len(column)} are not compatible")
        self.columns = [column[:] for column in columns]  # views: who gives them to a caller copies them
        self.count = len(columns[0]) if n is None else n

    def _begin(self, run: RunContext) -> Flow:
        return RowsFlow(self.columns, self.count)

    def cardinality(self) -> int:
        return self.count


can_be_said(
    TensorSlices, "slices", lambda value: [value.columns, value.count], lambda made_of: TensorSlices(made_of[0], made_of[1])
)


class RowsFlow(Flow):
    """The rows of columns."""

    remembers = ("_at",)

    def __init__(self, columns: Sequence[Column], n: int) -> None:
        super().__init__()
        self.columns = columns
        self._block = Block(columns, n)
        self._at = 0

    def _next(self, run: RunContext, most: int) -> Block:
        first, self._at = self._at, min(self._at + most, self._block.n)
        if first == self._at:
            raise end_of_sequence()
        return self._block.rows(first, self._at)


class Range(DatasetValue):
    """Numbers at equal distances, int64.

    Raises:
      InvalidArgumentError: step is 0.
    """

    name = "RangeDataset"

    def __init__(self, start: int, stop: int, step: int) -> None:
        super().__init__()
        if step == 0:
            raise invalid("step must be a non-zero integer.")
        self.start, self.step = int(start), int(step)
        self.count = max(0, math.ceil((int(stop) - self.start) / self.step))

    def _begin(self, run: RunContext) -> Flow:
        return _RangeFlow(self.start, self.step, self.count)

    def cardinality(self) -> int:
        return self.count


class _RangeFlow(Flow):
    remembers = ("_at",)

    def __init__(self, start: int, step: int, count: int) -> None:
        super().__init__()
        self._start, self._step, self._count = start, step, count
        self._at = 0

    def _next(self, run: RunContext, most: int) -> Block:
        first, self._at = self._at, min(self._at + most, self._count)
        if first == self._at:
            raise end_of_sequence()
        numbers = np.arange(first, self._at, dtype=np.int64) * self._step + self._start
        return Block([numbers], self._at - first)


class RandomNumbers(DatasetValue):
    """Numbers of 32 bits, int64, for ever: TensorFlow's for the same seeds, the same in each pass.

    Args:
      seed, seed2: both 0: nobody knows.
    """

    name = "RandomDataset"

    def __init__(self, seed: int, seed2: int) -> None:
        super().__init__()
        if not seed and not seed2:
            seed, seed2 = np.random.SeedSequence().generate_state(2).tolist()
        self.generator = Philox.unmixed(int(seed), int(seed2))

    def _begin(self, run: RunContext) -> Flow:
        return _RandomFlow(self.generator)

    def cardinality(self) -> int:
        return INFINITE


class _RandomFlow(Flow):
    remembers = ("_at",)

    def __init__(self, generator: Philox) -> None:
        super().__init__()
        self._generator = generator
        self._at = 0

    def _next(self, run: RunContext, most: int) -> Block:
        first, after = self._at, self._at + most
        words = self._generator.words(np.arange(first // 4, -(-after // 4), dtype=np.uint64)).reshape(-1)
        self._at = after
        return Block([words[first % 4 :][:most].astype(np.int64)], most)


class Generator(DatasetValue):
    """What an iterator gives: code of the program's, so it is asked for no element before that is needed.

    Args:
      begin: makes the iterator of a pass, which gives elements as sequences of values.
    """

    name = "GeneratorDataset"

    def __init__(self, begin: Callable[[RunContext], Iterator[Sequence[Any]]]) -> None:
        super().__init__()
        self.ahead = False
        self.iterate = begin

    def _begin(self, run: RunContext) -> Flow:
        return _GeneratorFlow(self.iterate, run)


class _GeneratorFlow(Flow):
    def state(self) -> dict[str, Any]:
        raise _not_saved(self)

    def __init__(self, begin: Callable[[RunContext], Iterator[Sequence[Any]]], run: RunContext) -> None:
        super().__init__()
        self._begin = begin
        self._iterator: Iterator[Sequence[Any]] | None = None
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        values: list[Sequence[Any]] = []
        try:
            if self._iterator is None and not self._over:
                self._iterator = self._begin(run)
            while len(values) < most and self._iterator is not None:
                element = next(self._iterator, None)
                if element is None:
                    self._over, self._iterator = True, None
                else:
                    values.append(element)
        except Exception as error:
            return self._results(Block.of(values) if values else None, error)
        return Block.of(values) if values else self._results(None, end_of_sequence())

    def close(self) -> None:
        iterator, self._iterator, self._over = self._iterator, None, True
        close = getattr(iterator, "close", None)
        if close is not None:
            close()


class FunctionGenerator(DatasetValue):
    """What functions give: one begins, one gives an element each time, until it raises OutOfRangeError, one ends.

    Args:
      begin: called once in a pass with `arguments`.
      next: called with the results of `begin`.
      finalize: called once with them at the end.
    """

    name = "GeneratorDataset"

    def __init__(self, arguments: Sequence[Any], begin: BoundFunction, next: BoundFunction, finalize: BoundFunction) -> None:
        super().__init__()
        self.ahead = False
        self.arguments = arguments
        self.begins, self.gives, self.finalizes = begin, next, finalize

    def _begin(self, run: RunContext) -> Flow:
        return _FunctionGeneratorFlow(self)


class _FunctionGeneratorFlow(Flow):
    def state(self) -> dict[str, Any]:
        raise _not_saved(self)

    def __init__(self, value: FunctionGenerator) -> None:
        super().__init__()
        self._value = value
        self._made: Sequence[Any] | None = None
        self._run: RunContext | None = None
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        if self._made is None:
            self._made, self._run = self._value.begins.one(run, *self._value.arguments), run
        try:
            return Block.of([self._value.gives.one(run, *self._made)])
        except OutOfRangeError:
            self._finalize(run)
            raise

    def _finalize(self, run: RunContext) -> None:
        made, self._made, self._over = self._made, None, True
        if made is not None:
            self._value.finalizes.one(run, *made)

    def close(self) -> None:
        if self._run is not None:
            self._finalize(self._run)


def _not_saved(flow: Flow) -> FailedPreconditionError:
    return FailedPreconditionError(None, None, f"{flow.name}: where a generator of the program's is cannot be saved")

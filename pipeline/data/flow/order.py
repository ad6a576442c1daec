"""Datasets that say which elements come, and when: zip, concatenate, repeat, take, skip, shard, ignore_errors."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .blocks.block import Block
from .flow import INFINITE, UNKNOWN, DatasetValue, Flow, attempt, end_of_sequence

MOST = 1024
"""Elements that are asked for at once where they are left out."""


class Zip(DatasetValue):
    """Elements that have the components of those of several datasets, as long as all have some."""

    name = "ZipDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _ZipFlow(*(dataset.begin(run) for dataset in self.upstream))

    def cardinality(self) -> int:
        counts = [dataset.cardinality() for dataset in self.upstream]
        finite = [count for count in counts if count != INFINITE]
        return UNKNOWN if UNKNOWN in counts else min(finite, default=INFINITE)


class _ZipFlow(Flow):
    """Who fails, or ends, takes with it the elements of those before it."""

    gives_on = True

    remembers = ("_left", "_over")

    def __init__(self, *upstream: Flow) -> None:
        super().__init__(*upstream)
        self._left: list[Block | None] = [None] * len(upstream)
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        if self._over:
            raise end_of_sequence()
        wanted = most if self.ahead else 1
        for index, flow in enumerate(self.upstream):
            if self._left[index] is None:
                block, error = attempt(flow, run, wanted)
                if error is not None:
                    self._use(1, index)
                    self._over = isinstance(error, OutOfRangeError)
                    raise error
                self._left[index] = block
        blocks = [block for block in self._left if block is not None]
        n = min(block.n for block in blocks)
        parts = [block.rows(0, n) for block in blocks]
        self._use(n, len(blocks))
        places = next((part.places for part in parts if part.places is not None), None)
        return Block([column for part in parts for column in part.columns], n, places)

    def _use(self, count: int, flows: int) -> None:
        for index in range(flows):
            block = self._left[index]
            assert block is not None
            self._left[index] = None if block.n == count else block.rows(count, block.n)


class Concatenate(DatasetValue):
    """The elements of several datasets, one after the other."""

    name = "ConcatenateDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _ConcatenateFlow(self.upstream, run)

    def cardinality(self) -> int:
        counts = [dataset.cardinality() for dataset in self.upstream]
        return INFINITE if INFINITE in counts else UNKNOWN if UNKNOWN in counts else sum(counts)


class _ConcatenateFlow(Flow):
    gives_on = True

    remembers = ("_at",)

    def __init__(self, datasets: tuple[DatasetValue, ...], run: RunContext) -> None:
        super().__init__(datasets[0].begin(run))
        self.upstream[0].is_one_of_many = True
        self._datasets = datasets
        self._at = 0

    def _next(self, run: RunContext, most: int) -> Block:
        while self._at < len(self._datasets):
            try:
                return self.upstream[0].next(run, most)
            except OutOfRangeError:
                self.end(self.upstream[0])
                self._at += 1
                self._begin(run)
        raise end_of_sequence()

    def _begin(self, run: RunContext) -> None:
        """Begin the next dataset, if there is one."""
        self.upstream = [self.begun(dataset, run) for dataset in self._datasets[self._at : self._at + 1]]
        if self.compact:
            self.be_compact()

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        if self._at:
            self._begin(run)
        super()._restore_upstream(run, states)


class Repeat(DatasetValue):
    """A dataset several times.

    Args:
      count: how often; below 0: for ever.
    """

    name = "RepeatDataset"

    def __init__(self, upstream: DatasetValue, count: int) -> None:
        super().__init__(upstream)
        self.count = sys.maxsize if count < 0 else int(count)

    def _begin(self, run: RunContext) -> Flow:
        return _RepeatFlow(self.upstream[0], self.count)

    def cardinality(self) -> int:
        one = self.upstream[0].cardinality()
        if self.count == 0 or one == 0:
            return 0
        return INFINITE if self.count == sys.maxsize and one != UNKNOWN else one if one < 0 else one * self.count


class _RepeatFlow(Flow):
    gives_on = True

    remembers = ("_passes", "_first")

    def __init__(self, dataset: DatasetValue, count: int) -> None:
        super().__init__()
        self._dataset = dataset
        self._count = count
        self._passes = 0  # that are over
        self._first = True  # whether the pass at work has given nothing yet

    def _next(self, run: RunContext, most: int) -> Block:
        while self._passes < self._count:
            if not self.upstream:
                self._begin(run)
            block, error = attempt(self.upstream[0], run, most)
            if not isinstance(error, OutOfRangeError):
                self._first = False
                return self._results(block, error)
            self.end(self.upstream[0])
            self.upstream = []
            self._passes += 1
            if self._first and self._count == sys.maxsize:  # else it would go on for ever
                self._passes = self._count
        raise end_of_sequence()

    def _begin(self, run: RunContext) -> None:
        self.upstream, self._first = [self.begun(self._dataset, run)], True
        if self.compact:
            self.be_compact()
        if self.reading_ahead is not None:
            self.read_ahead(self.reading_ahead)

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        first = self._first
        if states:
            self._begin(run)
        super()._restore_upstream(run, states)
        self._first = first


class Take(DatasetValue):
    """The first elements of a dataset.

    Args:
      count: how many; below 0: all.
    """

    name = "TakeDataset"

    def __init__(self, upstream: DatasetValue, count: int) -> None:
        super().__init__(upstream)
        self.count = sys.maxsize if count < 0 else int(count)

    def _begin(self, run: RunContext) -> Flow:
        return _TakeFlow(self.upstream[0].begin(run), self.count)

    def cardinality(self) -> int:
        count = self.upstream[0].cardinality()
        if count >= 0 or (count == INFINITE and self.count == sys.maxsize):
            return min(count, self.count)
        return self.count if count == INFINITE or self.count == 0 else UNKNOWN


class _TakeFlow(Flow):
    gives_on = True
    may_stop = True

    remembers = ("_left",)

    def __init__(self, upstream: Flow, count: int) -> None:
        super().__init__(upstream)
        self._left = count

    def _next(self, run: RunContext, most: int) -> Block:
        if not self._left:
            self.close()
            raise end_of_sequence()
        block = self.upstream[0].next(run, min(most, self._left))
        self._left -= block.n
        return block


class Skip(DatasetValue):
    """A dataset without its first elements.

    Args:
      count: how many are left out; below 0: all.
    """

    name = "SkipDataset"

    def __init__(self, upstream: DatasetValue, count: int) -> None:
        super().__init__(upstream)
        self.count = sys.maxsize if count < 0 else int(count)

    def _begin(self, run: RunContext) -> Flow:
        if self.count == sys.maxsize:
            return _TakeFlow(self.upstream[0].begin(run), 0)
        return _SkipFlow(self.upstream[0].begin(run), self.count)

    def cardinality(self) -> int:
        count = self.upstream[0].cardinality()
        if self.count == sys.maxsize:
            return 0
        return count if count < 0 else max(0, count - self.count)


class _SkipFlow(Flow):
    gives_on = True

    remembers = ("_left",)

    def __init__(self, upstream: Flow, count: int) -> None:
        super().__init__(upstream)
        self._left = count

    def _next(self, run: RunContext, most: int) -> Block:
        while self._left:
            run.check()  # it may go on for long
            block = self.upstream[0].next(run, min(MOST, self._left))
            self._left -= block.n
        return self.upstream[0].next(run, most)


class Shard(DatasetValue):
    """Every n-th element of a dataset.

    Args:
      shards: n.
      index: which of the first n comes first.

    Raises:
      InvalidArgumentError: shards < 1, or the index is not in [0, shards).
    """

    name = "ShardDataset"

    def __init__(self, upstream: DatasetValue, shards: int, index: int) -> None:
        super().__init__(upstream)
        if shards < 1:
            raise invalid(f"Number of shards must be greater than zero (currently num_shards = {shards}).")
        if not 0 <= index < shards:
            raise invalid(f"Index must be between 0 and {shards - 1} (currently index = {index}).")
        self.shards, self.index = int(shards), int(index)

    def _begin(self, run: RunContext) -> Flow:
        return _ShardFlow(self.upstream[0].begin(run), self.shards, self.index)

    def cardinality(self) -> int:
        count = self.upstream[0].cardinality()
        return count if count < 0 else (count - self.index + self.shards - 1) // self.shards


class _ShardFlow(Flow):
    gives_on = True

    remembers = ("_before",)

    def __init__(self, upstream: Flow, shards: int, index: int) -> None:
        super().__init__(upstream)
        self._shards = shards
        self._before = index  # elements to leave out before the next

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            wanted = self._before + 1 + (most - 1) * self._shards
            block = self.upstream[0].next(run, min(wanted, max(most, MOST)) if self.ahead else self._before + 1)
            first, step = self._before, self._shards
            self._before = (first - block.n) % step if block.n > first else first - block.n
            if block.n > first:
                return block if step == 1 else block.take(np.arange(first, block.n, step))


class IgnoreErrors(DatasetValue):
    """The elements of a dataset that do not fail."""

    name = "IgnoreErrorsDataset"

    def _begin(self, run: RunContext) -> Flow:
        return _IgnoreErrorsFlow(self.upstream[0].begin(run))

    def cardinality(self) -> int:
        """As TensorFlow has it: what is left out is counted."""
        return self.upstream[0].cardinality()


class _IgnoreErrorsFlow(Flow):
    gives_on = True

    def _next(self, run: RunContext, most: int) -> Block:
        while True:
            run.check()  # it may go on for ever
            block, error = attempt(self.upstream[0], run, most)
            if block is not None:
                return block
            if isinstance(error, OutOfRangeError):
                raise error

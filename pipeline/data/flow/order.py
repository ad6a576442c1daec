"""Datasets that say which elements of another come: repeat, take, skip, shard, ignore_errors."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from .batches import batches_in
from .blocks.block import Block
from .flow import INFINITE, UNKNOWN, DatasetValue, Flow, attempt, end_of_sequence

MOST = 1024
"""Elements that are asked for at once where they are left out."""


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


class EvenShard(Shard):
    """Every n-th element of a dataset, as many for each index: of n elements that follow each other each index has one.

    Args:
      pads: what becomes of the last ones, where they are fewer than n: whether the indices that would have none have the first
        elements of the dataset once more, or all go without.

    Raises:
      InvalidArgumentError: as of `Shard`.
    """

    def __init__(self, upstream: DatasetValue, shards: int, index: int, pads: bool) -> None:
        super().__init__(upstream, shards, index)
        self.pads = pads

    def _begin(self, run: RunContext) -> Flow:
        return _EvenShardFlow(self.upstream[0].begin(run), self.shards, self.index, self.pads)

    def cardinality(self) -> int:
        return batches_in(self.upstream[0].cardinality(), self.shards, not self.pads)


class _EvenShardFlow(Flow):
    gives_on = True

    remembers = ("_seen", "_own", "_first", "_over")

    def __init__(self, upstream: Flow, shards: int, index: int, pads: bool) -> None:
        super().__init__(upstream)
        self._shards, self._index, self._pads = shards, index, pads
        self._seen = 0  # elements that have come
        self._own: list[Block] = []  # the one of its index among the last ones, while others may be missing
        self._first: list[Block] = []  # the first elements, which may be given once more
        self._over = False

    def _next(self, run: RunContext, most: int) -> Block:
        shards, index = self._shards, self._index
        while not self._over:
            begun = self._seen % shards
            before = ((index if self._pads else shards - 1) - begun) % shards  # elements that come before the next is certain
            wanted = before + 1 + (most - 1) * shards
            try:
                block = self.upstream[0].next(run, min(wanted, max(most, MOST)) if self.ahead else before + 1)
            except OutOfRangeError:
                self._over = True
                if self._pads and 0 < begun <= index:
                    again = (self._seen - begun + index) % self._seen
                    return Block.joined(self._first).rows(again, again + 1)
                raise
            if self._pads and self._seen < index:
                self._first.append(block.take(np.arange(min(block.n, index - self._seen))))
            self._seen += block.n
            own = np.arange((index - begun) % shards, block.n, shards)
            found = [*self._own, block.take(own)] if len(own) else self._own
            certain = len(own) if self._pads else (begun + block.n) // shards
            if certain:
                all_own = Block.joined(found)
                self._own = [all_own.take(np.arange(certain, all_own.n))] if certain < all_own.n else []
                return all_own.rows(0, certain)
            self._own = found
        raise end_of_sequence()


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

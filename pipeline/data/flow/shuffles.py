"""Datasets in random order: shuffle, shuffle_and_repeat."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from ...queues.storage._draw_cy import draw, exchange
from .blocks.block import Block
from .blocks.rows import Rows
from .blocks.states import meant, said
from .flow import DatasetValue, Flow, attempt, end_of_sequence
from .order import Repeat

_BYTES = 1 << 26
"""Of a buffer for which there is memory at once, before it is filled; a larger one grows."""
_MOST = 1024
"""Elements that are asked for at once: blocks had better stay whole."""


class Shuffle(DatasetValue):
    """A dataset in random order: a buffer is filled, then one of its elements drawn for each that comes.

    Args:
      buffer_size: at least 1.
      seed, seed2: what is drawn; both 0: nobody knows.
      reshuffles: whether each pass has another order.

    Raises:
      InvalidArgumentError: buffer_size < 1.
    """

    name = "ShuffleDataset"

    def __init__(
        self, upstream: DatasetValue, buffer_size: int, seed: int = 0, seed2: int = 0, reshuffles: bool = True
    ) -> None:
        super().__init__(upstream)
        if buffer_size < 1:
            raise invalid("buffer_size must be greater than zero.")
        self.buffer_size = int(buffer_size)
        self.reshuffles = reshuffles
        self.seeds = (seed, seed2) if seed or seed2 else (np.random.SeedSequence().entropy,)
        self.passes = 0  # that were begun

    def _begin(self, run: RunContext) -> Flow:
        number = self.passes if self.reshuffles else 0
        self.passes += 1
        draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([*self.seeds, number])))
        return _ShuffleFlow(self.upstream[0].begin(run), self, draws)

    def cardinality(self) -> int:
        return self.upstream[0].cardinality()


class ShuffleAndRepeat(Repeat):
    """A dataset several times, each time in another random order."""

    name = "ShuffleAndRepeatDataset"

    def __init__(self, upstream: DatasetValue, buffer_size: int, count: int, seed: int = 0, seed2: int = 0) -> None:
        super().__init__(Shuffle(upstream, buffer_size, seed, seed2), count)


class _ShuffleFlow(Flow):
    """A full buffer has an element in each place. One that is drawn leaves its place to the next that comes; when no more
    come, to the last of the buffer.
    """

    remembers = ("_size", "_hole", "_ended")

    def __init__(self, upstream: Flow, value: Shuffle, draws: np.random.Generator) -> None:
        super().__init__(upstream)
        self._value = value
        self._most = value.buffer_size
        self._draws = draws
        self._rows = Rows()
        self._free = np.zeros(0, np.int64)  # numbers of rows that hold nothing
        self._order = np.zeros(0, np.int64)  # the row of each place
        self._size = 0  # of the buffer: places that are or were taken
        self._hole: int | None = None  # the place that is empty
        self._ended = False
        upstream.be_compact()

    @property
    def fullness(self) -> float:
        return self._size / self._most

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        return elements + self._size - (self._hole is not None), size + self._rows.nbytes

    def _next(self, run: RunContext, most: int) -> Block:
        while not self._ended:
            missing = self._most - self._size + (self._hole is not None)
            wanted = max(most, _MOST) if self.ahead else min(missing + most - 1, max(most, _MOST))
            block, error = attempt(self.upstream[0], run, wanted)
            if block is None:
                assert error is not None
                if not isinstance(error, OutOfRangeError):
                    raise error
                self._end()
            elif block.n < missing:
                self._fill(self._written(block))
            else:
                rows = self._written(block)
                self._fill(rows[:missing])
                return self._exchanged(rows[missing:])
        if not self._size:
            raise end_of_sequence()
        return self._drained(min(most, self._size))

    def _written(self, block: Block) -> np.ndarray:
        """Put elements into rows, in no place yet."""
        if len(self._free) < block.n:
            before = self._rows.size
            most = self._most + _MOST
            at_once = most * (block.nbytes // block.n + 1) <= _BYTES
            self._rows.grow(before + block.n - len(self._free), most, at_once)
            self._free = np.concatenate((self._free, np.arange(before, self._rows.size)))
        rows, free = self._free[: block.n], self._free[block.n :]
        self._rows.write(rows, block)
        self._free = free
        return rows

    def _fill(self, rows: np.ndarray) -> None:
        """Give elements places in a buffer that is not full."""
        if self._hole is not None and len(rows):
            self._order[self._hole], self._hole = rows[0], None
            rows = rows[1:]
        size = self._size + len(rows)
        if size > len(self._order):
            order = np.zeros(min(self._most, max(size, 2 * len(self._order))), np.int64)
            order[: self._size] = self._order[: self._size]
            self._order = order
        self._order[self._size : size] = rows
        self._size = size

    def _exchanged(self, rows: np.ndarray) -> Block:
        """Draw an element of the full buffer, and another one after each of some that come."""
        places = (self._draws.random(len(rows) + 1) * self._size).astype(np.int64)
        drawn = exchange(self._order, places, rows)
        self._hole = int(places[-1])
        return self._leave(drawn)

    def _drained(self, count: int) -> Block:
        """Draw elements, of which no more come."""
        draw(self._order, self._size, self._draws.random(count))
        drawn = self._order[self._size - count : self._size][::-1].copy()
        self._size -= count
        return self._leave(drawn)

    def _end(self) -> None:
        self._ended = True
        if self._hole is not None:
            self._size -= 1
            self._order[self._hole], self._hole = self._order[self._size], None
        self.upstream[0].close()

    def _leave(self, rows: np.ndarray) -> Block:
        block = self._rows.read(rows)
        self._rows.forget(rows)
        self._free = np.concatenate((rows, self._free))
        return block

    def _states(self) -> Any:
        value, filled = self._value, np.delete(self._order[: self._size], [] if self._hole is None else [self._hole])
        elements = self._rows.read(filled) if len(filled) else None
        drawn = self._draws.bit_generator.state
        return [super()._states(), said(elements), drawn, said(value.seeds), value.passes]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, elements, drawn, seeds, self._value.passes = states
        super()._restore_upstream(run, upstream)
        self._draws.bit_generator.state, self._value.seeds = drawn, meant(seeds)
        size, hole, self._size, self._hole = self._size, self._hole, 0, None
        if elements is not None:
            self._fill(self._written(meant(elements)))
        if hole is not None:
            self._order = np.insert(self._order[: self._size], hole, 0)
            self._size, self._hole = size, hole

    def close(self) -> None:
        super().close()
        self._rows, self._size, self._hole, self._ended = Rows(), 0, None, True

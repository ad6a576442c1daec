"""Datasets in random order: shuffle, shuffle_and_repeat."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from headrace.graph.runtime import conditions
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError, invalid

from ...queues.storage._draw_cy import draw, exchange
from ..statistics.mixing import Mixings, Passage, Place
from .blocks.block import Block
from .blocks.rows import Rows
from .blocks.states import meant, said
from .crew import Ahead
from .flow import DatasetValue, Flow, attempt, end_of_sequence
from .order import Repeat
from .prefetching import read_ahead

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

    def anew(self) -> Shuffle:
        """The same, of which no pass was begun."""
        made = copy.copy(self)
        made.passes = 0
        return made

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


class _Stock:
    """Rows for elements, which are put in by one thread at a time, and leave by another.

    Args:
      most: how many rows are needed as a rule.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows = Rows()
        self._lock = conditions.new_lock()
        self._free = np.zeros(0, np.int64)  # guarded by _lock: numbers of rows that hold nothing

    @property
    def nbytes(self) -> int:
        """About how many bytes there are, those of empty rows too."""
        return self._rows.nbytes

    def put(self, block: Block) -> Block:
        """Put elements in. Returns the numbers of their rows."""
        with self._lock:
            if len(self._free) < block.n:
                before = self._rows.size
                at_once = self._most * (block.nbytes // block.n + 1) <= _BYTES
                self._rows.grow(before + block.n - len(self._free), self._most, at_once)
                self._free = np.concatenate((self._free, np.arange(before, self._rows.size)))
            rows, self._free = self._free[: block.n], self._free[block.n :]
        try:
            self._rows.write(rows, block)
        except BaseException:
            self._give_back(rows)
            raise
        return Block([rows], block.n)

    def taken(self, rows: Block) -> Block:
        return self.read(rows.columns[0])

    def read(self, rows: np.ndarray, components: slice = slice(None)) -> Block:
        """The elements in some rows, or some of their components."""
        return self._rows.read(rows, components)

    def leave(self, rows: np.ndarray) -> Block:
        """The elements in some rows, which are free then."""
        block = self._rows.read(rows)
        self._rows.forget(rows)
        self._give_back(rows)
        return block

    def _give_back(self, rows: np.ndarray) -> None:
        with self._lock:
            self._free = np.concatenate((rows, self._free))


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
        self._stock = _Stock(self._most + 4 * _MOST)
        self._come_in_rows = False  # whether those before it have put elements in
        self._order = np.zeros(0, np.int64)  # the row of each place
        self._drawn = np.zeros(0, np.int64)  # rows that have left their places, and are given next
        self._size = 0  # of the buffer: places that are or were taken
        self._hole: int | None = None  # the place that is empty
        self._ended = False
        self._passage: Passage | None = None  # where it is noted how elements move
        upstream.be_compact()

    @property
    def fullness(self) -> float:
        return self._size / self._most

    def held(self) -> tuple[int, int]:
        elements, size = super().held()
        elements += self._size - (self._hole is not None) + len(self._drawn)
        return elements, size + self._stock.nbytes

    def _next(self, run: RunContext, most: int) -> Block:
        error: Exception | None = None
        wanted = min(most, _MOST) if self.ahead else 1
        while len(self._drawn) < wanted and not self._ended and error is None:
            error = self._draw(run, most)
        if len(self._drawn):
            rows, self._drawn = self._drawn[:most], self._drawn[most:]
            return self._results(self._leave(rows), error)
        if error is not None:
            raise error
        if not self._size:
            raise end_of_sequence()
        return self._leave(self._drained(min(most, self._size)))

    def _leave(self, rows: np.ndarray) -> Block:
        if self._passage is not None:
            self._passage.leave(rows)
        return self._stock.leave(rows)

    def _come(self, rows: np.ndarray) -> None:
        """Note that the elements in some rows have come."""
        if self._passage is not None and len(rows):
            found = self._stock.read(rows, self._passage.mixing.components)
            self._passage.come(rows, found.columns, found.places)

    def _draw(self, run: RunContext, most: int) -> Exception | None:
        """Take the next elements, and draw one for each that has no room. Returns the error of one that fails."""
        missing = self._most - self._size + (self._hole is not None)
        wanted = max(most, _MOST) if self.ahead else min(missing + most - 1, max(most, _MOST))
        block, error = attempt(self.upstream[0], run, wanted)
        if block is None:
            if not isinstance(error, OutOfRangeError):
                return error
            self._end()
            return None
        rows = (block if self._come_in_rows else self._stock.put(block)).columns[0]
        self._come(rows)
        self._fill(rows[:missing])
        if block.n >= missing:
            self._exchange(rows[missing:])
        return None

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

    def _exchange(self, rows: np.ndarray) -> None:
        """Draw an element of the full buffer, and another one after each of some that come."""
        places = (self._draws.random(len(rows) + 1) * self._size).astype(np.int64)
        drawn = exchange(self._order, places, rows)
        self._hole = int(places[-1])
        self._drawn = np.concatenate((self._drawn, drawn)) if len(self._drawn) else drawn

    def _drained(self, count: int) -> np.ndarray:
        """Draw elements, of which no more come."""
        draw(self._order, self._size, self._draws.random(count))
        self._size -= count
        return self._order[self._size : self._size + count][::-1].copy()

    def _end(self) -> None:
        self._ended = True
        if self._hole is not None:
            self._size -= 1
            self._order[self._hole], self._hole = self._order[self._size], None
        self.upstream[0].close()

    def be_placeless(self) -> None:
        super().be_placeless()
        self.upstream[0].be_placeless()

    def read_ahead(self, ahead: Ahead) -> None:
        super().read_ahead(ahead)
        self.upstream, self._come_in_rows = [read_ahead(self.upstream[0], ahead, self._value, self._stock)], True

    def be_measured(self, mixings: Mixings, place: Place) -> None:
        super().be_measured(mixings, place)
        self._passage = Passage(mixings.of(place, self.name, self._most))
        self._come(np.concatenate((self._drawn, self._filled())))

    def _filled(self) -> np.ndarray:
        """The rows of the elements that are in the buffer, in the order of their places."""
        return np.delete(self._order[: self._size], [] if self._hole is None else [self._hole])

    def state(self) -> dict[str, Any]:
        if len(self._drawn):  # then nothing else was drawn and not given
            rows, self._drawn = self._drawn, self._drawn[:0]
            self._kept = self._leave(rows)
        return super().state()

    def _states(self) -> Any:
        value, filled = self._value, self._filled()
        elements = self._stock.read(filled) if len(filled) else None
        drawn = self._draws.bit_generator.state
        return [super()._states(), said(elements), drawn, said(value.seeds), value.passes]

    def _restore_upstream(self, run: RunContext, states: Any) -> None:
        upstream, elements, drawn, seeds, self._value.passes = states
        super()._restore_upstream(run, upstream)
        self._draws.bit_generator.state, self._value.seeds = drawn, meant(seeds)
        size, hole, self._size, self._hole = self._size, self._hole, 0, None
        if elements is not None:
            rows = self._stock.put(meant(elements)).columns[0]
            self._come(rows)
            self._fill(rows)
        if hole is not None:
            self._order = np.insert(self._order[: self._size], hole, 0)
            self._size, self._hole = size, hole

    def close(self) -> None:
        super().close()
        self._stock, self._size, self._hole, self._ended = _Stock(0), 0, None, True
        self._drawn = self._drawn[:0]

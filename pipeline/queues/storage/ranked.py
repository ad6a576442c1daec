"""RankedStorage: a heap, the storage of queues whose elements leave by priority."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import count, islice, repeat
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import DType

from ..waiting.wait_list import Waiter
from .columns import ColumnStorage, scatter
from .sizes import Column, Shape

Rank = tuple[int, int, int]
"""Priority, number of arrival, row: no two elements have the same number."""


class RankedStorage(ColumnStorage):
    """The element with the smallest priority, component 0, leaves first; of several, the one that came first.

    Elements that have come are in the heap, or are the latest that came and still have to go there. Those that are about
    to leave have left the heap, or one that has left is still its first. `_settle` tells by the numbers where a signal
    has interrupted that.
    """

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._free = np.arange(self._rows - 1, -1, -1)  # rows; those in use stand behind the `_rows - size` free ones
        self._heap: list[Rank] = []
        self._coming: Sequence[Rank] = ()
        self._leaving: list[Rank] = []
        self._arrivals = count()
        self._returned = 0  # elements that were put back, which go before all of their priority

    def rows(self) -> np.ndarray:
        self._settle()
        return np.array([row for _, _, row in sorted(self._heap)], np.int64)

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        if len(self._heap) != self.size:
            self._settle()
        if self.size == self._rows:
            self._make_room(1)
        row = int(self._free[self._rows - self.size - 1])
        self._write(row, components)
        rank = (int(components[0]), next(self._arrivals), row)
        self._coming = (rank,)
        self.size += 1
        if waiter is not None:
            waiter.left = 0
            waiter.done = True
        heappush(self._heap, rank)

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._coming = self._written(columns, n, self._arrivals, self._marks)
        self._came(n, waiter)
        self._settle()

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        self._returned += n
        self._coming = self._written(columns, n, count(-self._returned), None)
        self._came_back(n)
        self._settle()

    def _written(self, columns: Sequence[Column], n: int, arrivals: Iterator[int], marks: np.ndarray | None) -> list[Rank]:
        """The ranks of elements, which are written to free rows."""
        priorities = np.asarray(columns[0]).tolist()
        self._settle()
        columns = self._as_stored(columns)
        self._make_room(n)
        free = self._rows - self.size
        rows = self._free[free - n : free]
        scatter(self._columns, rows, columns)
        self._mark(rows, marks)
        return list(zip(priorities, islice(arrivals, n), rows.tolist(), strict=True))

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        if len(self._heap) != self.size:
            self._settle()
        row = self._heap[0][2]
        components = [column[row] for column in self._columns] if self._plain else self._read(row)
        self._free[self._rows - self.size] = row
        self.size -= 1
        self.removed += 1
        if waiter is not None:
            waiter.result = components
            waiter.done = True
        heappop(self._heap)
        if self._holding:
            self._forget_row(row)
        return components

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        self._settle()
        leaving = self._leaving
        leaving.extend(map(heappop, repeat(self._heap, n)))
        rows = np.array([row for _, _, row in leaving])
        columns = self._gather(rows)
        free = self._rows - self.size
        self._free[free : free + n] = rows
        self._leaving = []
        self.size -= n
        self.removed += n
        if waiter is not None:
            waiter.result = columns
            waiter.done = True
        self._forget_rows(rows)
        return columns

    def _settle(self) -> None:
        """Bring all elements into the heap, and no others. What moves several is a call of C, which no signal interrupts."""
        missing = self.size - len(self._heap) - len(self._leaving)
        if missing > 0:
            deque(map(heappush, repeat(self._heap), self._coming), maxlen=0)
        elif missing < 0:
            heappop(self._heap)
        if self._leaving:
            heap = self._heap + self._leaving
            heapify(heap)
            self._heap = heap
            self._leaving = []

    def _make_room(self, n: int) -> None:
        if self.size + n > self._rows:
            before, free = self._rows, self._free[: self._rows - self.size]
            rows = self._rows_for(self.size + n)
            columns = self._moved(rows, [slice(0, before)])
            numbers = (free, np.arange(rows - 1, before - 1, -1), np.zeros(self.size, np.int64))
            every = np.concatenate(numbers)
            origins, self.origins = self._moved_origins(rows, slice(0, before)), None
            self._columns = columns
            self._rows = rows
            self._free = every
            self.origins = origins

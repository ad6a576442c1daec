"""Ranked: the storage of queues whose elements leave by rank."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import repeat
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import DType

from ..waiting.line import Waiter
from .columns import Column, Columns, Shape, scatter

Rank = tuple[int, int, int]
"""Priority, number of arrival, row: no two elements have the same number."""


class Ranked(Columns):
    """Elements of which the one with the smallest priority leaves first; of several, the one that came first.

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

    def add(self, components: Sequence[Any], priority: int, arrival: int, waiter: Waiter | None = None) -> None:
        """Store one element."""
        if len(self._heap) != self.size:
            self._settle()
        if self.size == self._rows:
            self._make_room(1)
        row = int(self._free[self._rows - self.size - 1])
        self._write(row, components)
        rank = (priority, arrival, row)
        self._coming = (rank,)
        self.size += 1
        if waiter is not None:
            waiter.left = 0
            waiter.done = True
        heappush(self._heap, rank)

    def add_many(
        self, columns: Sequence[Column], priorities: Sequence[int], arrivals: Iterator[int], waiter: Waiter | None = None
    ) -> None:
        """Store elements."""
        coming, count = self._stored(columns, priorities, arrivals), len(priorities)
        self._coming = coming
        self.size += count
        if waiter is not None:
            waiter.left -= count
            waiter.done = waiter.left == 0
        self._settle()

    def put_back(self, columns: Sequence[Column], priorities: Sequence[int], arrivals: Iterator[int]) -> None:
        """Store elements that were removed."""
        coming, count = self._stored(columns, priorities, arrivals), len(priorities)
        self._coming = coming
        self.size += count
        self.removed -= count
        self._settle()

    def _stored(self, columns: Sequence[Column], priorities: Sequence[int], arrivals: Iterator[int]) -> list[Rank]:
        self._settle()
        columns, count = self._as_stored(columns), len(priorities)
        self._make_room(count)
        free = self._rows - self.size
        rows = self._free[free - count : free]
        scatter(self._columns, rows, columns)
        return list(zip(priorities, arrivals, rows.tolist()))  # noqa: B905 - the arrivals have no end

    def remove(self, waiter: Waiter | None = None) -> list[Any]:
        """Remove the first element."""
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

    def remove_many(self, count: int, waiter: Waiter | None = None) -> list[Column]:
        """Remove the first elements, and return them in order."""
        self._settle()
        leaving = self._leaving
        leaving.extend(map(heappop, repeat(self._heap, count)))
        rows = np.array([row for _, _, row in leaving])
        columns = self._gather(rows)
        free = self._rows - self.size
        self._free[free : free + count] = rows
        self._leaving = []
        self.size -= count
        self.removed += count
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

    def _make_room(self, count: int) -> None:
        if self.size + count > self._rows:
            before, free = self._rows, self._free[: self._rows - self.size]
            rows = self._rows_for(self.size + count)
            columns = self._moved(rows, [slice(0, before)])
            numbers = (free, np.arange(rows - 1, before - 1, -1), np.zeros(self.size, np.int64))
            every = np.concatenate(numbers)
            self._columns = columns
            self._rows = rows
            self._free = every

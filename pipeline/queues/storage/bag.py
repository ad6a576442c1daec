"""Bag: the storage of queues whose elements leave by drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import DType

from ..waiting.line import Waiter
from ._draw_cy import draw
from .columns import Column, Columns, Shape, scatter


class Bag(Columns):
    """Elements in no order.

    The numbers of all rows stand in one array: those of the elements first, then those of the free rows, then as many
    that mean nothing as there are rows of arrivals. Taking an element out moves its row's number across the border.

    `draw` and `draw_many` choose among all elements. `keep_order` makes a bag of which only the oldest are drawn: then
    the numbers of those that can be drawn next come first, and the others after them in the order in which they came.
    """

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._order = np.arange(self._rows)
        self._arriving = 0  # rows
        self._oldest = 0  # elements that are drawn before any others, where the order is kept

    def add(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        """Store one element."""
        if self.size + self._arriving == self._rows:
            self._make_room(1)
        self._write(self._order[self.size], components)
        self.size += 1
        if waiter is not None:
            waiter.left = 0
            waiter.done = True

    def add_many(self, columns: Sequence[Column], count: int, waiter: Waiter | None = None) -> None:
        """Store elements."""
        self._store(columns, count)
        self.size += count
        if waiter is not None:
            waiter.left -= count
            waiter.done = waiter.left == 0

    def put_back(self, columns: Sequence[Column], count: int) -> None:
        """Store elements that were removed."""
        self._store(columns, count)
        self.size += count
        self.removed -= count

    def _store(self, columns: Sequence[Column], count: int) -> None:
        columns = self._as_stored(columns)
        self._make_room(count)
        scatter(self._columns, self._order[self.size : self.size + count], columns)

    def expect(self, columns: Sequence[Column], count: int) -> Arrival:
        """Set rows aside for elements that are copied while others use the bag."""
        stored = self._as_stored(columns)
        self._make_room(count)
        end = self._rows - self._arriving
        arrival = Arrival(self, columns, stored, self._order[end - count : end].copy())
        self._arriving += count
        return arrival

    def draw(self, fraction: float, waiter: Waiter | None = None) -> list[Any]:
        """Remove the element that a random number in [0, 1) points at."""
        order, last = self._order, self.size - 1
        place = int(fraction * self.size)
        row = order[place]
        order[place] = order[last]
        order[last] = row
        components = [column[row] for column in self._columns] if self._plain else self._read(row)
        self.size = last
        self.removed += 1
        if waiter is not None:
            waiter.result = components
            waiter.done = True
        if self._holding:
            self._forget_row(row)
        return components

    def draw_many(self, fractions: np.ndarray, waiter: Waiter | None = None) -> list[Column]:
        """Remove as many elements as there are random numbers (float64 [n] in [0, 1))."""
        draw(self._order, self.size, fractions)
        count = len(fractions)
        rows = self._order[self.size - count : self.size]
        columns = self._gather(rows)
        self.size -= count
        self.removed += count
        if waiter is not None:
            waiter.result = columns
            waiter.done = True
        self._forget_rows(rows)
        return columns

    def keep_order(self) -> None:
        """From now on `draw_oldest` and its kin are used, until `draw` or `draw_many` are again."""
        self._oldest = self.size

    def draw_oldest(self, fraction: float, window: int, waiter: Waiter | None = None) -> list[Any]:
        """Remove one of the `window` oldest elements, or of those that were in when the order began to be kept."""
        order, among = self._order, self._among(window)
        place, last = int(fraction * among), among - 1
        row = order[place]
        order[place] = order[last]
        order[last] = row
        components = [column[row] for column in self._columns] if self._plain else self._read(row)
        self._remove(last, among, components, waiter)
        if self._holding:
            self._forget_row(row)
        return components

    def draw_many_oldest(self, fractions: np.ndarray, window: int, waiter: Waiter | None = None) -> list[Column]:
        """Remove some of the `window` oldest elements at once."""
        among = self._among(window)
        draw(self._order, among, fractions)
        left = among - len(fractions)
        rows = self._order[left:among].copy()
        columns = self._gather(rows)
        self._remove(left, among, columns, waiter)
        self._forget_rows(rows)
        return columns

    def draw_each_oldest(self, fractions: Sequence[float], window: int) -> list[Column]:
        """`draw_oldest` again and again."""
        oldest, size, count = self._oldest, self.size, len(fractions)
        near = self._order[: max(oldest, window) + count][:size].tolist()
        drawn: list[int] = []
        for fraction in fractions:
            oldest = max(oldest, min(window, size - len(drawn)))
            place = int(fraction * oldest)
            oldest -= 1
            near[place], near[oldest] = near[oldest], near[place]
            drawn.append(near.pop(oldest))
        rows = np.array(drawn)
        columns = self._gather(rows)
        self._order[: len(near) + count] = near + drawn
        self._remove(len(near), len(near) + count, columns)
        self._oldest = oldest
        self._forget_rows(rows)
        return columns

    def _among(self, window: int) -> int:
        """How many elements can be drawn."""
        return max(self._oldest, min(window, self.size))

    def _remove(self, first: int, after: int, result: list[Any], waiter: Waiter | None = None) -> None:
        """Remove the elements whose rows stand in [first, after) of the order, the last of those that can be drawn."""
        count, size = after - first, self.size
        moved = np.concatenate((self._order[after:size], self._order[first:after]))
        self._order[first:size] = moved
        self._oldest = first
        self.size = size - count
        self.removed += count
        if waiter is not None:
            waiter.result = result
            waiter.done = True

    def _make_room(self, count: int) -> None:
        if self.size + self._arriving + count > self._rows:
            before, end = self._rows, self._rows - self._arriving
            rows = self._rows_for(self.size + self._arriving + count)
            columns = self._moved(rows, [slice(0, before)])
            nothing = np.zeros(self._arriving, np.int64)
            order = np.concatenate((self._order[:end], np.arange(before, rows), nothing))
            self._columns = columns
            self._rows = rows
            self._order = order


class Arrival:
    """Elements on their way into a bag: their rows are theirs, but nobody can draw them yet.

    `write` needs no lock, since nobody else touches these rows; `join` or `leave` ends it, under the lock of the bag.
    """

    def __init__(self, bag: Bag, columns: Sequence[Column], stored: Sequence[Column], rows: np.ndarray) -> None:
        self._bag = bag
        self._columns = columns
        self._stored = stored
        self._rows = rows
        self._targets = list(bag._columns)

    def write(self) -> None:
        """Copy the elements to their rows."""
        scatter(self._targets, self._rows, self._stored)

    def join(self) -> None:
        """Be in the bag."""
        bag, count = self._bag, len(self._rows)
        if any(now is not then for now, then in zip(bag._columns, self._targets, strict=True)):
            stored = bag._as_stored(self._columns)  # the columns were allocated anew meanwhile
            scatter(bag._columns, self._rows, stored)
        end = bag._rows - bag._arriving
        moved = min(count, end - bag.size)  # the numbers of free rows make way
        bag._order[end + count - moved : end + count] = bag._order[bag.size : bag.size + moved].copy()
        bag._order[bag.size : bag.size + count] = self._rows
        bag._arriving -= count
        bag.size += count

    def leave(self) -> None:
        """Free the rows."""
        bag, count = self._bag, len(self._rows)
        end = bag._rows - bag._arriving
        bag._order[end : end + count] = self._rows
        bag._arriving -= count

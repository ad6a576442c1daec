"""Bag: the storage of queues whose elements leave by drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.dtypes import DType

from ._draw_cy import draw
from .storage import Column, Columns, Shape


class Bag(Columns):
    """Elements in no order.

    The numbers of all rows stand in one array: those of the elements first, then those of the free rows. Taking an
    element out moves its row's number across the border.
    """

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._order = np.arange(self._rows)

    def add(self, components: Sequence[Any]) -> None:
        """Store one element."""
        if self.size == self._rows:
            self._make_room(1)
        self._write(self._order[self.size], components)
        self.size += 1

    def add_many(self, columns: Sequence[Column], count: int) -> None:
        """Store elements."""
        columns = self._as_stored(columns)
        self._make_room(count)
        self._scatter(self._order[self.size : self.size + count], columns)
        self.size += count

    def draw(self, fraction: float) -> list[Any]:
        """Remove the element that a random number in [0, 1) points at."""
        order, last = self._order, self.size - 1
        place = int(fraction * self.size)
        row = order[place]
        order[place] = order[last]
        order[last] = row
        self.size = last
        return [column[row] for column in self._columns] if self._plain else self._read(row)

    def draw_many(self, fractions: np.ndarray) -> list[Column]:
        """Remove as many elements as there are random numbers (float64 [n] in [0, 1))."""
        draw(self._order, self.size, fractions)
        self.size -= len(fractions)
        return self._gather(self._order[self.size : self.size + len(fractions)])

    def _make_room(self, count: int) -> None:
        if self.size + count > self._rows:
            before = self._rows
            self._resize(self._rows_for(self.size + count), [slice(0, before)])
            self._order = np.concatenate((self._order, np.arange(before, self._rows)))

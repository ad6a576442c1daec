"""Slots: the storage of queues that know which of their elements leaves next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.dtypes import DType

from .storage import Column, Columns, Shape, scatter


class Slots(Columns):
    """Elements that keep their row as long as they stay; the caller remembers the rows."""

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._free = np.arange(self._rows - 1, -1, -1)  # rows; those in use stand behind the `_rows - size` free ones

    def add(self, components: Sequence[Any]) -> int:
        """Store one element and return its row."""
        if self.size == self._rows:
            self._make_room(1)
        row = int(self._free[self._rows - self.size - 1])
        self._write(row, components)
        self.size += 1
        return row

    def add_many(self, columns: Sequence[Column], count: int) -> np.ndarray:
        """Store elements and return their rows: int64 [count], good until the next change."""
        columns = self._as_stored(columns)
        self._make_room(count)
        free = self._rows - self.size
        rows = self._free[free - count : free]
        scatter(self._columns, rows, columns)
        self.size += count
        return rows

    def remove(self, row: int) -> list[Any]:
        """Remove the element in one row."""
        components = [column[row] for column in self._columns] if self._plain else self._read(row)
        self._free[self._rows - self.size] = row
        self.size -= 1
        return components

    def remove_many(self, rows: np.ndarray) -> list[Column]:
        """Remove the elements in `rows` (int64 [n], all different) and return them in that order."""
        columns = self._gather(rows)
        free = self._rows - self.size
        self._free[free : free + len(rows)] = rows
        self.size -= len(rows)
        return columns

    def _make_room(self, count: int) -> None:
        if self.size + count > self._rows:
            before, free = self._rows, self._free[: self._rows - self.size]
            self._resize(self._rows_for(self.size + count), [slice(0, before)])
            self._free = np.concatenate(
                (free, np.arange(self._rows - 1, before - 1, -1), np.zeros(self.size, np.int64))
            )

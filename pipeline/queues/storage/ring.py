"""RingStorage: a ring buffer, the storage of queues whose elements leave in the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.types.dtypes import DType

from ..waiting.wait_list import Waiter
from .columns import ColumnStorage
from .sizes import Column, Shape


class RingStorage(ColumnStorage):
    """First in, first out: elements come in at the end and leave at the front."""

    in_order = True

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._start = 0

    def rows(self) -> np.ndarray:
        return (np.arange(self._start, self._start + self.size)) % self._rows

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        size = self.size
        if size == self._rows:
            self._make_room(1)
        row = self._start + size
        if row >= self._rows:
            row -= self._rows
        self._write(row, components)
        self.size = size + 1
        if waiter is not None:
            waiter.left = 0
            waiter.done = True

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        columns = self._as_stored(columns)
        self._make_room(n)
        self._write_ring((self._start + self.size) % self._rows, columns, n, self._marks)
        self._came(n, waiter)

    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        row = self._start
        if self._plain:
            components = [column[row] for column in self._columns]
        else:
            components = self._read(row)
        self._start = row + 1 if row + 1 < self._rows else 0
        self.size -= 1
        self.removed += 1
        if waiter is not None:
            waiter.result = components
            waiter.done = True
        if self._holding:
            self._forget_row(row)
        return components

    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        pieces = self._pieces(self._start, n)
        columns = self._copied(pieces)
        self._start = (self._start + n) % self._rows
        self.size -= n
        self.removed += n
        if waiter is not None:
            waiter.result = columns
            waiter.done = True
        for piece in pieces:
            self._forget(piece)
        return columns

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        columns = self._as_stored(columns)
        self._make_room(n)
        start = (self._start - n) % self._rows
        self._write_ring(start, columns, n, None)
        self._start = start
        self.size += n
        self.removed -= n

    def unput(self, n: int) -> list[Column]:
        pieces = self._pieces((self._start + self.size - n) % self._rows, n)
        columns = self._copied(pieces)
        self.size -= n
        for piece in pieces:
            self._forget(piece)
        return columns

    def _copied(self, pieces: list[slice]) -> list[Column]:
        """The elements in one or two slices of the rows."""
        if len(pieces) == 1:
            found = [column[pieces[0]] for column in self._columns]
            return self._as_taken([part if isinstance(part, list) else part.copy() for part in found])
        columns = [
            column[pieces[0]] + column[pieces[1]]
            if isinstance(column, list)
            else np.concatenate((column[pieces[0]], column[pieces[1]]))
            for column in self._columns
        ]
        return self._as_taken(columns)

    def _pieces(self, start: int, count: int) -> list[slice]:
        """The `count` rows from `start` on, as one slice or two."""
        stop = start + count
        if stop <= self._rows:
            return [slice(start, stop)]
        return [slice(start, self._rows), slice(0, stop - self._rows)]

    def _write_ring(self, start: int, columns: Sequence[Column], count: int, marks: np.ndarray | None) -> None:
        done = 0
        for piece in self._pieces(start, count):
            length = piece.stop - piece.start
            self._write_rows(piece.start, columns, done, length)
            self._mark(piece, None if marks is None else marks[done : done + length])
            done += length

    def _make_room(self, count: int) -> None:
        if self.size + count > self._rows:
            rows = self._rows_for(self.size + count)
            columns = self._moved(rows, self._pieces(self._start, self.size))
            origins, self.origins = self._moved_origins(rows, self.rows()), None
            self._columns = columns
            self._rows = rows
            self._start = 0
            self.origins = origins

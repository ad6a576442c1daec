"""ShuffleStorage: the storage of queues whose elements leave in random order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.types.dtypes import DType

from ..waiting.wait_list import Waiter
from ._draw_cy import draw
from .columns import ColumnStorage, PendingInsert, scatter
from .sizes import Column, Shape, is_known

_MANY_BYTES = 1 << 16
"""To copy so many takes longer than to lock the queue once more."""


class ShuffleStorage(ColumnStorage):
    """Elements in no order.

    One array holds the numbers of all rows: those of the elements first, then those of the free rows; its last places,
    as many as there are rows of pending inserts, have no meaning. Taking an element out moves its row's number across
    the border.

    `draw` and `draw_many` choose among all elements. After `keep_order` only the oldest are drawn: then the numbers of
    those that can be drawn next come first, and the others after them in the order in which they came.
    """

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__(dtypes, shapes, capacity)
        self._order = np.arange(self._rows)
        self._pending = 0  # rows of pending inserts
        self._oldest = 0  # elements that are drawn before any others, where the order is kept

    def rows(self) -> np.ndarray:
        return self._order[: self.size].copy()

    def policy(self) -> dict[str, Any]:
        return {"oldest": self._oldest}

    def follow(self, policy: dict[str, Any]) -> None:
        self._oldest = policy["oldest"]

    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        if self.size + self._pending == self._rows:
            self._make_room(1)
        self._write(self._order[self.size], components)
        self.size += 1
        if waiter is not None:
            waiter.left = 0
            waiter.done = True

    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        self._write_free_rows(columns, n, self._marks)
        self._came(n, waiter)

    def put_back(self, columns: Sequence[Column], n: int) -> None:
        self._write_free_rows(columns, n, None)
        self._came_back(n)

    @property
    def allocated(self) -> int:
        """How many rows there are, used or not."""
        return self._rows

    def numbers(self, first: int, after: int) -> np.ndarray:
        """The numbers of the rows in these places: elements that came last have the last `size`, those that left the next.

        Several that left at once stand there in the order in which they left.
        """
        return self._order[first:after]

    def _write_free_rows(self, columns: Sequence[Column], n: int, marks: np.ndarray | None) -> None:
        columns = self._as_stored(columns)
        self._make_room(n)
        rows = self._order[self.size : self.size + n]
        scatter(self._columns, rows, columns)
        self._mark(rows, marks)

    def ready(self, columns: Sequence[Column]) -> Sequence[Column]:
        if all(is_known(shape) for shape in self._shapes) and _nbytes(columns) >= _MANY_BYTES:
            return columns  # they are written to their rows without the lock
        return super().ready(columns)

    def put_later(self, columns: Sequence[Column], n: int) -> PendingInsert | None:
        return self.pending_insert(columns, n) if _nbytes(columns) >= _MANY_BYTES else None

    def pending_insert(self, columns: Sequence[Column], n: int) -> PendingShuffleInsert:
        """Set rows aside for elements that are copied while others use the storage."""
        stored = self._as_stored(columns)
        self._make_room(n)
        end = self._rows - self._pending
        rows = self._order[end - n : end].copy()
        self._mark(rows, self._marks)
        insert = PendingShuffleInsert(self, columns, stored, rows)
        self._pending += n
        return insert

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
        self._left(count, columns, waiter)
        self._forget_rows(rows)
        return columns

    def keep_order(self) -> None:
        """From now on `draw_oldest` and the like are used, until `draw` or `draw_many` are again."""
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
        if self.size + self._pending + count > self._rows:
            before, end = self._rows, self._rows - self._pending
            rows = self._rows_for(self.size + self._pending + count)
            columns = self._moved(rows, [slice(0, before)])
            nothing = np.zeros(self._pending, np.int64)
            order = np.concatenate((self._order[:end], np.arange(before, rows), nothing))
            origins, self.origins = self._moved_origins(rows, slice(0, before)), None
            self._columns = columns
            self._rows = rows
            self._order = order
            self.origins = origins


def _nbytes(columns: Sequence[Column]) -> int:
    return sum(column.nbytes for column in columns if isinstance(column, (np.ndarray, CompactColumn, UnwrittenColumn)))


class PendingShuffleInsert:
    """A PendingInsert: its elements have their rows, but nobody can draw them yet. Nobody else touches these rows."""

    def __init__(self, storage: ShuffleStorage, columns: Sequence[Column], stored: Sequence[Column], rows: np.ndarray) -> None:
        self._storage = storage
        self._columns = columns
        self._stored = stored
        self._rows = rows
        self._targets = list(storage._columns)

    def write(self) -> None:
        """Copy the elements to their rows."""
        scatter(self._targets, self._rows, self._stored)

    def join(self) -> None:
        """Let the elements in."""
        storage, count = self._storage, len(self._rows)
        if any(now is not then for now, then in zip(storage._columns, self._targets, strict=True)):
            stored = storage._as_stored(self._columns)  # the columns were allocated anew meanwhile
            scatter(storage._columns, self._rows, stored)
        end = storage._rows - storage._pending
        moved = min(count, end - storage.size)  # the numbers of free rows make way
        storage._order[end + count - moved : end + count] = storage._order[storage.size : storage.size + moved].copy()
        storage._order[storage.size : storage.size + count] = self._rows
        storage._pending -= count
        storage.size += count

    def leave(self) -> None:
        """Free the rows."""
        storage, count = self._storage, len(self._rows)
        end = storage._rows - storage._pending
        storage._order[end : end + count] = self._rows
        storage._pending -= count

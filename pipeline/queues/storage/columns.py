"""ColumnStorage, where queues keep their elements: one column per component, the element axis first, rows reused.

A component whose shape is fully known is an array `[rows] + shape` (strings: of objects); one whose shape is not is a
list of arrays, one per element; one that comes `CompactColumn` is stored so as long as all of it does. Rows are allocated as
elements come, never more than about 64 KB at the start. Nothing here locks or checks: `Queue` does both.
A subclass of `ColumnStorage` is the policy of a kind of queue: which element leaves next.
"""

from __future__ import annotations

import functools
import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.runtime.memory_order import contiguous, interleaved
from headrace.graph.types.dtypes import DType, string

from ..waiting.wait_list import Waiter
from .origins import WithOrigins
from .sizes import Column, MeasuredRows, Shape, is_known

_FIRST_BYTES = 1 << 16
_ROWS_AT_ONCE = 256


_item_of = functools.cache(lambda size: np.dtype((np.void, size)))


def _store(column: np.ndarray, rows: np.ndarray, values: Any) -> None:
    """`column[rows] = values`, for values of any layout.

    NumPy stores rows of numbers a number at a time: a thousand rows of four take it 73 us, but 5 us where each is one
    item of as many bytes.
    """
    if type(values) is UnwrittenColumn:
        values.write(column, rows)
        return
    if column.ndim > 1 and column.size and not column.dtype.hasobject and isinstance(values, np.ndarray):
        if not values.flags.c_contiguous:
            if interleaved(values, column, rows):
                return
            if not values[:1].flags.c_contiguous:
                values = contiguous(values)
        if values.flags.c_contiguous and values.dtype == column.dtype and values.shape[1:] == column.shape[1:]:
            item = _item_of(column.nbytes // len(column))
            column, values = np.ndarray(len(column), item, column), np.ndarray(len(values), item, values)
    column[rows] = values


def scatter(columns: Sequence[Column], rows: np.ndarray, values: Sequence[Column]) -> None:
    """Store elements in the given rows of columns."""
    for column, elements in zip(columns, values, strict=True):
        if isinstance(column, list):
            for row, element in zip(rows.tolist(), elements, strict=True):
                column[row] = element
        else:
            _store(column, rows, elements)


class PendingInsert(Protocol):
    """Elements on their way into a storage, which are copied without the lock of its queue."""

    def write(self) -> None:
        """Copy the elements; the only method that needs no lock."""

    def join(self) -> None:
        """Let them in."""

    def leave(self) -> None:
        """Give up the rows that were set aside for them."""


class ColumnStorage(WithOrigins, MeasuredRows, ABC):
    """Rows of components, addressed by number, and the policy by which elements leave.

    All changes are whole or not made, also where a signal interrupts them (see wait_list.py): what goes into free rows,
    or into new columns, counts only when plain assignments say so. With the change a method notes in the `waiter` of a
    call, if it has one, what is done: how many elements are `left` to put, or the `result` of a dequeue. Rows of elements
    that have left are cleared after that.

    Attributes:
      in_order: whether elements leave in the order in which they came.
      size: how many elements are in.
      removed: how many have left.
      most_bytes: bytes of rows that will be needed as a rule; None: no idea.

    Args:
      dtypes, shapes: of the components.
      capacity: rows that will be needed as a rule, -1: no idea; more are allocated only when asked for.
    """

    in_order = False

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape], capacity: int) -> None:
        super().__init__()
        self.size = 0
        self.removed = 0
        self.most_bytes: int | None = None
        self._dtypes = [np.dtype(dtype.as_numpy_dtype) for dtype in dtypes]
        self._shapes: list[Shape] = list(shapes)
        self._capacity = capacity if capacity >= 0 else sys.maxsize
        sizes = zip(self._dtypes, shapes, strict=True)
        widest = max(8, *(dtype.itemsize * math.prod(shape) if is_known(shape) else 0 for dtype, shape in sizes))
        self._rows = max(1, min(self._capacity, _FIRST_BYTES // widest))
        self._packings: list[DeferredSteps | None] = [None] * len(shapes)
        self._any_packed = False
        self._columns: list[Column] = [self._allocate(index, self._rows) for index in range(len(shapes))]
        known = [is_known(shape) for shape in shapes]
        # Which columns give a view of their rows, which must not keep what has left, which hold bare strings.
        self._viewed = [k and shape != () for k, shape in zip(known, shapes, strict=True)]
        self._any_viewed = any(self._viewed)
        self._holding = [i for i, k in enumerate(known) if not k or dtypes[i].base_dtype is string]
        self._plain = not self._any_viewed  # rows are read as they are
        self._texts = [i for i in self._holding if shapes[i] == ()]

    # What a policy defines

    @abstractmethod
    def put_one(self, components: Sequence[Any], waiter: Waiter | None = None) -> None:
        """Let one element in."""

    @abstractmethod
    def put(self, columns: Sequence[Column], n: int, waiter: Waiter | None = None) -> None:
        """Let n elements in."""

    @abstractmethod
    def take_one(self, waiter: Waiter | None = None) -> list[Any]:
        """Remove the element that leaves next."""

    @abstractmethod
    def take(self, n: int, waiter: Waiter | None = None) -> list[Column]:
        """Remove the n elements that leave next."""

    @abstractmethod
    def put_back(self, columns: Sequence[Column], n: int) -> None:
        """Let n elements in again that were just taken, in the same order."""

    @abstractmethod
    def rows(self) -> np.ndarray:
        """The rows of the elements, in the order in which the policy looks at them: put in so, they leave as they would."""

    def contents(self, rows: np.ndarray) -> list[Column]:
        """The elements in some of the `rows`."""
        return self._gather(rows)

    def policy(self) -> dict[str, Any]:
        """What decides which element leaves next, beside their order, as plain data."""
        return {}

    def follow(self, policy: dict[str, Any]) -> None:
        """Go on as a storage that held the same elements in the same order and gave this `policy`."""

    def unput(self, n: int) -> list[Column]:
        """Take back the n elements that came last, as if they had never come."""
        raise TypeError("a storage that is `in_order` has it")

    def take_singly(self, n: int) -> list[Column]:
        """Remove the elements that leave next in n calls for one each."""
        return self.take(n)

    def ready(self, columns: Sequence[Column]) -> Sequence[Column]:
        """The columns as `put_later` and `put` take them. Needs no lock: what can be computed before it is held, is."""
        return [column.written() if type(column) is UnwrittenColumn else column for column in columns]

    def put_later(self, columns: Sequence[Column], n: int) -> PendingInsert | None:
        """Set rows aside for n elements that are copied without the lock; None where `put` is as good."""
        return None

    def expect_runner(self, threads: int, in_order: bool) -> None:
        """Be told that so many threads of a queue runner begin to put elements in, perhaps as one of them alone would."""

    def forget_runners(self) -> None:
        """Be told that no queue runner puts elements in any more; the storage is empty."""

    # What they have in common

    def _came(self, count: int, waiter: Waiter | None = None) -> None:
        """Count elements whose rows are written."""
        self.size += count
        if waiter is not None:
            waiter.left -= count
            waiter.done = waiter.left == 0

    def _left(self, count: int, columns: list[Column], waiter: Waiter | None = None) -> None:
        """Count elements as removed which `columns` hold."""
        self.size -= count
        self.removed += count
        if waiter is not None:
            waiter.result = columns
            waiter.done = True

    def _came_back(self, count: int) -> None:
        """Count elements that were removed and are in again."""
        self.size += count
        self.removed -= count

    def _allocate(self, index: int, rows: int) -> Column:
        shape, packing = self._shapes[index], self._packings[index]
        if not is_known(shape):
            return [None] * rows
        if packing is not None:
            return self._packed(packing, rows)
        return np.empty((rows, *shape), self._dtypes[index])

    @staticmethod
    def _packed(packing: DeferredSteps, rows: int) -> np.ndarray:
        return np.empty((rows, *packing.shape), packing.dtype)

    # What comes and goes packed

    def _as_stored(self, columns: Sequence[Column]) -> Sequence[Column]:
        """The columns in the form in which theirs are stored, which changes where another form is found to come."""
        if not self._any_packed and CompactColumn not in map(type, columns):
            return columns
        return [self._one_as_stored(index, column) for index, column in enumerate(columns)]

    def _one_as_stored(self, index: int, column: Column) -> Column:
        packing = self._packings[index]
        if type(column) is CompactColumn:
            if column.deferred == packing:
                return column.values
            if packing is None and self.size == 0 and isinstance(self._columns[index], np.ndarray):
                self._pack(index, column.deferred)
                return column.values
            column = column.expanded()
        if packing is not None:
            self._unpack(index, packing)
        return column

    def _pack(self, index: int, packing: DeferredSteps) -> None:
        column = self._packed(packing, self._rows)
        self._packings[index] = packing
        self._any_packed, self._plain = True, False
        self._columns[index] = column

    def _unpack(self, index: int, packing: DeferredSteps) -> None:
        """Store a component in full from now on: it does not always come packed."""
        compact = self._columns[index]
        full = np.empty((self._rows, *self._shapes[index]), self._dtypes[index])  # type: ignore[misc]
        for first in range(0, self._rows, _ROWS_AT_ONCE):
            rows = slice(first, first + _ROWS_AT_ONCE)
            full[rows] = CompactColumn(compact[rows], packing).expanded()
        still_packed = any(other is not None for at, other in enumerate(self._packings) if at != index)
        self._columns[index] = full
        self._packings[index] = None
        self._any_packed = still_packed
        self._plain = not self._any_viewed and not still_packed

    def _as_taken(self, columns: list[Column]) -> list[Column]:
        """Columns just read, marked as packed where they are."""
        if not self._any_packed:
            return columns
        return [
            column if packing is None else CompactColumn(column, packing)
            for column, packing in zip(columns, self._packings, strict=True)
        ]

    # Rows

    def _rows_for(self, needed: int) -> int:
        """How many rows to allocate where `needed` are: twice as many as before, but not beyond the capacity."""
        most = self._capacity
        if self.most_bytes is not None:
            most = min(most, self.most_bytes // max(1, self.row_bytes()))
        return max(needed, min(2 * self._rows, most))

    def _moved(self, rows: int, pieces: Sequence[slice]) -> list[Column]:
        """New columns of `rows` rows, which begin with the old rows in `pieces`."""
        columns = []
        for index, old in enumerate(self._columns):
            new = self._allocate(index, rows)
            filled = 0
            for piece in pieces:
                count = piece.stop - piece.start
                new[filled : filled + count] = old[piece]
                filled += count
            columns.append(new)
        return columns

    def _make_room(self, n: int) -> None:
        """Allocate more rows where n more elements don't fit. Elements are in the first `size` rows."""
        if self.size + n > self._rows:
            rows = self._rows_for(self.size + n)
            columns = self._moved(rows, [slice(0, self.size)])
            origins, self.origins = self._moved_origins(rows, slice(0, self.size)), None
            self._columns = columns
            self._rows = rows
            self.origins = origins

    def _write(self, row: int, components: Sequence[Any]) -> None:
        if self._any_packed:
            self._unpack_all()
        if self._texts:
            components = self._bare(components)
        if self.origins is not None:
            self.origins.marks[row] = -1
        for column, value in zip(self._columns, components):  # noqa: B905 - the hottest loop; both have one length
            column[row] = value

    def _unpack_all(self) -> None:
        for index, packing in enumerate(self._packings):
            if packing is not None:
                self._unpack(index, packing)

    def _bare(self, components: Sequence[Any]) -> Sequence[Any]:
        """Take strings out of 0-d arrays: an array of objects would store the array itself."""
        bare = list(components)
        for index in self._texts:
            if isinstance(bare[index], np.ndarray):
                bare[index] = bare[index].item()
        return bare

    def _read(self, row: int) -> list[Any]:
        """The components of an element; of a packed one a `CompactColumn` column of it alone."""
        if self._any_viewed:
            components = [
                column[row].copy() if viewed else column[row]
                for column, viewed in zip(self._columns, self._viewed)  # noqa: B905
            ]
        else:
            components = [column[row] for column in self._columns]
        if self._any_packed:
            for index, packing in enumerate(self._packings):
                if packing is not None:
                    components[index] = CompactColumn(self._columns[index][row : row + 1].copy(), packing)
        return components

    def _write_rows(self, start: int, columns: Sequence[Column], first: int, count: int) -> None:
        """Store elements [first, first + count) of `columns` in the rows from `start` on."""
        for column, values in zip(self._columns, columns, strict=True):
            part = values if count == len(values) else values[first : first + count]
            column[start : start + count] = contiguous(part) if isinstance(part, np.ndarray) else part

    # What has left is let go of

    def _forget_row(self, row: int) -> None:
        for index in self._holding:
            self._columns[index][row] = None

    def _forget(self, rows: slice) -> None:
        for index in self._holding:
            column = self._columns[index]
            column[rows] = [None] * (rows.stop - rows.start) if isinstance(column, list) else None

    def _forget_rows(self, rows: np.ndarray) -> None:
        for index in self._holding:
            column = self._columns[index]
            if isinstance(column, list):
                for row in rows.tolist():
                    column[row] = None
            else:
                column[rows] = None

    def _gather(self, rows: np.ndarray) -> list[Column]:
        """The elements in the given rows."""
        columns = [
            [column[row] for row in rows.tolist()]
            if isinstance(column, list)
            else column.take(rows, axis=0)  # faster than column[rows] where a row has several numbers
            if column.ndim > 1
            else column[rows]
            for column in self._columns
        ]
        return self._as_taken(columns)

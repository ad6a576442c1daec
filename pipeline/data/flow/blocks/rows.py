"""Rows: a place for elements that leave in another order than they came, in arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.formats.tfrecord import _frames_cy as frames
from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.runtime import conditions

from ....queues.storage.columns import scatter
from .block import Block, Column, full, nbytes_of, plain
from .places import Places, as_array

_FIRST = 64


class Rows:
    """Elements in numbered rows. One thread may write while another one reads and forgets what is in other rows.

    Attributes:
      size: how many rows there are; they are 0, 1, ...
    """

    def __init__(self) -> None:
        self.size = 0
        self._columns: list[_Column] | None = None
        self._places: _PlacesColumn | None = None

    @property
    def nbytes(self) -> int:
        """About how many bytes there are, those of empty rows too."""
        return sum([column.nbytes for column in self._columns or ()])

    def grow(self, size: int, most: int, at_once: bool) -> None:
        """Have at least so many rows; `most` will be needed as a rule, and are there `at_once`, or as elements come."""
        if size > self.size:
            self.size = max(size, most if at_once else min(most, max(2 * self.size, _FIRST)))

    def write(self, rows: np.ndarray, elements: Block) -> None:
        """Put elements into rows."""
        if self._columns is None:
            self._columns = [_column_for(column) for column in elements.columns]
            self._places = None if elements.places is None else _PlacesColumn()
        columns = list(self._columns)
        for index, column in enumerate(elements.columns):
            if not columns[index].takes(column):
                columns[index] = _ListColumn.of(columns[index], columns[index].size)
            columns[index].grow(self.size)
            columns[index].write(rows, column)
        self._columns = columns
        if elements.places is None:
            self._places = None
        elif self._places is not None:
            self._places.grow(self.size)
            self._places.write(rows, elements.places)

    def read(self, rows: np.ndarray, components: slice = slice(None)) -> Block:
        """The elements in some rows, or some of their components."""
        assert self._columns is not None
        known = self._places
        places = None if known is None else known.read(rows)
        return Block([column.read(rows) for column in self._columns[components]], len(rows), places)

    def forget(self, rows: np.ndarray) -> None:
        """Keep nothing that elements in these rows refer to."""
        for column in self._columns or ():
            column.forget(rows)


class _Column:
    """One component of elements in rows, of which there are `size`."""

    size = 0

    @property
    def nbytes(self) -> int:
        """About how many bytes it has."""
        raise NotImplementedError

    def grow(self, size: int) -> None:
        """Have so many rows, if there are fewer."""
        if size > self.size:
            self._resize(size)
            self.size = size

    def _resize(self, size: int) -> None:
        raise NotImplementedError

    def takes(self, column: Column) -> bool:
        """Whether it can hold such values."""
        raise NotImplementedError

    def write(self, rows: np.ndarray, column: Column) -> None:
        raise NotImplementedError

    def read(self, rows: np.ndarray) -> Column:
        raise NotImplementedError

    def forget(self, rows: np.ndarray) -> None:
        """Nothing is referred to."""


def _column_for(column: Column) -> _Column:
    if isinstance(column, list):
        return _ListColumn()
    if isinstance(column, Records):
        return _RecordsColumn()
    if isinstance(column, CompactColumn):
        return _ArrayColumn(column.values.dtype, column.values.shape[1:], column.deferred)
    return _ArrayColumn(column.dtype, column.shape[1:], None)


class _ArrayColumn(_Column):
    """Rows of an array; of what is compact where `deferred` says so."""

    def __init__(self, dtype: np.dtype, shape: tuple[int, ...], deferred: DeferredSteps | None) -> None:
        self._deferred = deferred
        self._array = np.empty((0, *shape), dtype)

    @property
    def nbytes(self) -> int:
        return self._array.nbytes

    def _resize(self, size: int) -> None:
        array = np.empty((size, *self._array.shape[1:]), self._array.dtype)
        array[: self.size] = self._array
        self._array = array

    def takes(self, column: Column) -> bool:
        if isinstance(column, CompactColumn):
            return column.deferred == self._deferred
        if self._deferred is not None or not isinstance(column, (np.ndarray, UnwrittenColumn)):
            return False
        return column.shape[1:] == self._array.shape[1:] and column.dtype == self._array.dtype

    def write(self, rows: np.ndarray, column: Column) -> None:
        scatter([self._array], rows, [column.values if isinstance(column, CompactColumn) else column])

    def read(self, rows: np.ndarray) -> Column:
        values = self._array[rows] if self._array.ndim == 1 else self._array.take(rows, axis=0)
        return values if self._deferred is None else CompactColumn(values, self._deferred)

    def forget(self, rows: np.ndarray) -> None:
        if self._array.dtype.hasobject:
            self._array[rows] = None


class _ListColumn(_Column):
    """Values of any shape."""

    def __init__(self) -> None:
        self._values: list[Any] = []

    @classmethod
    def of(cls, column: _Column, size: int) -> _ListColumn:
        """What another column has in its rows."""
        made = cls()
        made._values, made.size = list(plain(column.read(np.arange(size)))), size
        return made

    @property
    def nbytes(self) -> int:
        return nbytes_of(self._values)

    def _resize(self, size: int) -> None:
        self._values = [*self._values, *[None] * (size - self.size)]

    def takes(self, column: Column) -> bool:
        return True

    def write(self, rows: np.ndarray, column: Column) -> None:
        for row, value in zip(rows.tolist(), plain(full(column)), strict=True):
            self._values[row] = value

    def read(self, rows: np.ndarray) -> Column:
        return [self._values[row] for row in rows.tolist()]

    def forget(self, rows: np.ndarray) -> None:
        for row in rows.tolist():
            self._values[row] = None


_FIRST_BYTES = 1 << 16


class _RecordsColumn(_Column):
    """Byte strings, one after the other in a buffer, which is written once: a full one is left to those who read from it."""

    def __init__(self) -> None:
        self._lock = conditions.new_lock()  # guards all
        self._buffer = np.empty(0, np.uint8)
        self._filled = 0
        self._starts = self._ends = np.zeros(0, np.int64)
        self._length: int | None = -1  # of all of them; -1: there were none yet

    @property
    def nbytes(self) -> int:
        return self._buffer.nbytes + self._starts.nbytes + self._ends.nbytes

    def _resize(self, size: int) -> None:
        with self._lock:
            starts, ends = np.zeros(size, np.int64), np.zeros(size, np.int64)
            starts[: self.size], ends[: self.size] = self._starts, self._ends
            self._starts, self._ends = starts, ends

    def takes(self, column: Column) -> bool:
        return isinstance(column, Records)

    def write(self, rows: np.ndarray, column: Records) -> None:
        with self._lock:
            lengths = column.lengths
            needed = int(lengths.sum())
            if self._filled + needed > len(self._buffer):
                self._move(needed)
            after = self._filled + needed
            frames.gather(*_pieces(column.buffer, column.starts, column.ends), self._buffer[self._filled : after])
            ends = np.cumsum(lengths) + self._filled
            self._starts[rows], self._ends[rows] = ends - lengths, ends
            self._filled = after
            length = column.one_length()
            self._length = length if self._length in (-1, length) else None

    def _move(self, needed: int) -> None:
        """Go on in another buffer, in which so many bytes have room."""
        lengths = self._ends - self._starts
        ends = np.cumsum(lengths)
        kept = int(ends[-1]) if len(ends) else 0
        buffer = np.empty(max(_FIRST_BYTES, 2 * (kept + needed)), np.uint8)
        frames.gather(*_pieces(self._buffer, self._starts, self._ends), buffer[:kept])
        self._starts, self._ends = ends - lengths, ends
        self._buffer, self._filled = buffer, kept

    def read(self, rows: np.ndarray) -> Column:
        with self._lock:
            length = None if self._length is None or self._length < 0 else self._length
            buffer, starts, ends = self._buffer, self._starts[rows], self._ends[rows]
        return Records(buffer, starts, ends) if length is None else Records(buffer, starts, ends, length=length)

    def forget(self, rows: np.ndarray) -> None:
        with self._lock:
            self._ends[rows] = self._starts[rows]


def _pieces(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pieces of a buffer as `frames.gather` takes them."""
    return np.ascontiguousarray(buffer), np.ascontiguousarray(starts, np.int64), np.ascontiguousarray(ends, np.int64)


class _PlacesColumn:
    """Where elements come from: the number of the file, and that of the record in it."""

    def __init__(self) -> None:
        self.size = 0
        self._names: dict[bytes, int] = {}
        self._files = self._numbers = np.zeros(0, np.int64)
        self._numbered = True

    def grow(self, size: int) -> None:
        """Have so many rows, if there are fewer."""
        if size > self.size:
            files, numbers = np.zeros(size, np.int64), np.zeros(size, np.int64)
            files[: self.size], numbers[: self.size] = self._files, self._numbers
            self._files, self._numbers, self.size = files, numbers, size

    def write(self, rows: np.ndarray, places: Places) -> None:
        self._files[rows] = places.files_among(self._names)
        if places.numbers is None:
            self._numbered = False
        else:
            self._numbers[rows] = as_array(places.numbers)

    def read(self, rows: np.ndarray) -> Places:
        return Places(list(self._names), self._files[rows], self._numbers[rows] if self._numbered else None)

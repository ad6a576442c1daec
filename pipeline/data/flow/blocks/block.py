"""Block: n elements of a dataset, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.records import RawRecord, Records
from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.blocks.unwritten import UnwrittenColumn
from headrace.graph.types.texts import as_kernels_take

from .places import Places

Column = Any
"""The values that n elements have of one component: an array [n, ...] (of strings: of objects), `Records`, a `CompactColumn`,
or a list of n values where they differ in shape or are no arrays."""


class Block:
    """n elements.

    Attributes:
      columns: one for each flat component.
      n: how many there are.
      places: where they come from; None where that is not known.
    """

    __slots__ = ("columns", "n", "places")

    def __init__(self, columns: Sequence[Column], n: int, places: Places | None = None) -> None:
        self.columns = columns
        self.n = n
        self.places = places

    @classmethod
    def of(cls, elements: Sequence[Sequence[Any]], places: Places | None = None) -> Block:
        """A block of single elements, at least one."""
        return cls([column_of(values) for values in zip(*elements, strict=True)], len(elements), places)

    @classmethod
    def joined(cls, blocks: Sequence[Block]) -> Block:
        """The elements of all blocks, of which there is at least one."""
        if len(blocks) == 1:
            return blocks[0]
        columns = [joined_columns(parts) for parts in zip(*(block.columns for block in blocks), strict=True)]
        return cls(columns, sum(block.n for block in blocks), Places.joined([block.places for block in blocks]))

    def __len__(self) -> int:
        return self.n

    def rows(self, begin: int, end: int) -> Block:
        """Some elements that follow each other; arrays stay views."""
        if begin == 0 and end == self.n:
            return self
        columns = [written(column)[begin:end] for column in self.columns]
        return Block(columns, end - begin, None if self.places is None else self.places[begin:end])

    def take(self, indices: np.ndarray) -> Block:
        """The elements at `indices` (int64)."""
        columns = [rows_of(column, indices) for column in self.columns]
        return Block(columns, len(indices), None if self.places is None else self.places[indices])

    def value(self, index: int) -> tuple[Any, ...]:
        """One element: arrays, NumPy scalars, bytes."""
        return tuple([_value(column, index) for column in self.columns])

    def arguments(self, index: int) -> list[Any]:
        """One element as kernels take it."""
        return [as_kernels_take(_value(column, index)) for column in self.columns]

    def full(self) -> list[Column]:
        """The columns as block programs take them: compact ones in full."""
        return [full(column) for column in self.columns]

    def where(self, index: int) -> str | None:
        """The place of an element (`file:record`), or None."""
        return None if self.places is None else self.places.where(index)

    def raw(self, index: int) -> RawRecord:
        """The record that an element comes from. Of one that comes from no file, its bytes are those of its only string."""
        strings = [value for value in self.value(index) if isinstance(value, bytes)]
        data = strings[0] if len(strings) == 1 else None
        return RawRecord(None, None, None, data) if self.places is None else self.places.raw(index, data)

    @property
    def nbytes(self) -> int:
        """About how many bytes the elements have."""
        return sum(map(nbytes_of, self.columns))


def column_of(values: Sequence[Any]) -> Column:
    """A column of n values: an array where their shapes agree, otherwise the list of them."""
    first = values[0]
    if isinstance(first, bytes):
        column = np.empty(len(values), object)
        column[:] = values
        return column
    if isinstance(first, np.generic):
        return np.array(values)
    if isinstance(first, np.ndarray) and all(isinstance(value, np.ndarray) and value.shape == first.shape for value in values):
        return first[None] if len(values) == 1 else np.stack(values)
    return list(values)


def joined_columns(parts: Sequence[Column]) -> Column:
    """The values of several columns, at least one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    kinds = set(map(type, parts))
    if kinds == {Records}:
        return Records.joined(parts)
    if kinds == {CompactColumn} and all(part.deferred == first.deferred for part in parts):
        return CompactColumn(np.concatenate([part.values for part in parts]), first.deferred)
    parts = [plain(part) for part in parts]
    if all(isinstance(part, np.ndarray) and part.shape[1:] == parts[0].shape[1:] for part in parts):
        return np.concatenate(parts)
    return [value for part in parts for value in part]


def rows_of(column: Column, indices: np.ndarray) -> Column:
    """The values at `indices`."""
    column = written(column)
    if isinstance(column, list):
        return [column[index] for index in indices.tolist()]
    if isinstance(column, CompactColumn):
        return CompactColumn(rows_of(column.values, indices), column.deferred)
    if isinstance(column, Records):
        return column.take(indices)
    return column[indices] if column.ndim == 1 else column.take(indices, axis=0)


def written(column: Column) -> Column:
    """The column; one that is made when it is written, made."""
    return column.written() if type(column) is UnwrittenColumn else column


def full(column: Column) -> Column:
    """The column; one in compact form in full, one of a single array as an array."""
    if type(column) is list and len(column) == 1 and isinstance(column[0], np.ndarray):
        return column[0][None]
    return column.expanded() if type(column) is CompactColumn else written(column)


def plain(column: Column) -> Any:
    """The column as an array or a list."""
    return column.to_array() if type(column) is Records else full(column)


def _value(column: Column, index: int) -> Any:
    if type(column) is np.ndarray or type(column) is list:
        return column[index]
    if type(column) is CompactColumn:
        return column[index : index + 1].expanded()[0]
    return written(column)[index]


def nbytes_of(column: Column) -> int:
    """About how many bytes the values of a column have."""
    if isinstance(column, Records):
        return int(column.lengths.sum())
    if isinstance(column, list):
        return sum(getattr(value, "nbytes", 32) for value in column)
    return int(column.nbytes)

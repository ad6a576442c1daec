"""MeasuredRows: how many bytes elements take, in their rows and outside them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, TypeGuard

import numpy as np

Shape = tuple[int | None, ...] | None
Column = Any
"""Elements of one component: an array [n] + shape, the same as `CompactColumn`, or a list of n arrays of shapes not known."""

_ARRAY_BYTES = 112
_NUMBER_BYTES = 32
_REFERENCE_BYTES = 8
"""Bytes of an array beside its elements; of a NumPy scalar; of what refers to an object."""


def is_known(shape: Shape) -> TypeGuard[tuple[int, ...]]:
    """Whether every dimension of `shape` is known."""
    return shape is not None and None not in shape


class MeasuredRows:
    """Rows of components. What an element has outside its row is called loose: strings, arrays of shapes not known.

    Attributes:
      size: how many elements there are.
      loose, loose_each: bytes that they have outside of rows, in all and each, where somebody counts them.
    """

    size: int
    loose = 0
    loose_each = 0.0
    _columns: list[Column]
    _shapes: list[Shape]
    _holding: list[int]
    _texts: list[int]

    @property
    def inner(self) -> Any:
        """The storage that allocates the rows."""
        return self

    @property
    def is_loose(self) -> bool:
        """Whether elements have parts outside their rows."""
        return bool(self._holding)

    def row_bytes(self) -> int:
        """The bytes of a row."""
        return sum(_REFERENCE_BYTES if isinstance(one, list) else one.nbytes // len(one) for one in self._columns)

    def held_bytes(self) -> int:
        """The bytes of all elements in it."""
        return self.size * self.row_bytes() + self.loose_bytes()

    def loose_bytes(self) -> int:
        """The bytes that the elements in it have outside their rows."""
        return self.loose_of(self._columns) if self._holding else 0

    def loose_of(self, columns: Sequence[Column]) -> int:
        """The bytes that the elements in columns have outside of rows."""
        return sum(self._loose(index, columns[index]) for index in self._holding)

    def loose_of_one(self, components: Sequence[Any]) -> int:
        """`loose_of` a single element."""
        return sum(self._loose(index, [components[index]]) for index in self._holding)

    def _loose(self, index: int, column: Column) -> int:
        if is_known(self._shapes[index]):  # arrays are in the rows, what they refer to is not
            return sum(map(_bytes_of_strings, [column] if isinstance(column, np.ndarray) else map(np.asarray, column)))
        return sum([_bytes_of_object(value) for value in column if value is not None])


def _bytes_of_strings(array: np.ndarray) -> int:
    return sum(map(sys.getsizeof, filter(None, array.ravel().tolist())))  # nothing and b"" are there once for all


def _bytes_of_object(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return _ARRAY_BYTES + value.nbytes + (_bytes_of_strings(value) if value.dtype.hasobject else 0)
    return _NUMBER_BYTES if isinstance(value, np.generic) else sys.getsizeof(value)

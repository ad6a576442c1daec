"""The types of values as Python has them: those of one feature, row after row, become what holds them all."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records
from .schema import FLOATS, INTEGERS, Feature

_SHOWN = 60
_NOTHING = "nothing"
_TYPES = {bool: "bool", int: "int64", float: "float64", str: "string", bytes: "string"}


class Seen:
    """What rows hold under a name.

    Python's int is int64 (uint64 where one is beyond), float float64, str and bytes string; arrays keep their types. Integers
    beside floats are floats of the widest type there is. Rows of one shape make a dense feature; lists, or arrays of one
    axis, of several lengths a ragged one.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._rows = 0
        self._dtype = _NOTHING
        self._shape: tuple[int, ...] | None = ()
        self._place = ""
        self._low = self._high = 0

    def look(self, value: Any, records: Records | None, index: int) -> None:
        """Take in the value of a row, None where it has none.

        Args:
          records, index: where the row comes from.
        Raises:
          InvalidArgumentError: the value is of no type that files hold, or contradicts those before it.
        """
        if value is None:
            return
        try:
            dtype, shape, low, high = _described(value)
        except _NoTypeError as error:
            raise self._error(records, index, str(error)) from None
        place = f"row {index}" if records is None else records.where(index)
        if not self._rows:
            self._dtype, self._shape, self._place = dtype, shape, place
        elif dtype != self._dtype:
            self._dtype = self._both(dtype, records, index, place)
        if shape != self._shape:
            flat = shape is not None and len(shape) == 1 and (self._shape is None or len(self._shape) == 1)
            if not flat:
                found = f"has shape {_sizes(self._shape)} in {self._place} and {_sizes(shape)} in {place}"
                raise self._error(records, index, f"{found}; only lists of plain values may differ in length")
            self._shape = None
        self._low, self._high = min(self._low, low), max(self._high, high)
        if self._low < -(1 << 63) or self._high >= 1 << (63 if self._low < 0 else 64):
            found = f"{self._low if self._low < -(1 << 63) else self._high}"
            raise self._error(records, index, f"holds {found}, and {self._low}, which no integer type holds")
        self._rows += 1

    def feature(self, count: int) -> Feature:
        """What holds the values, of `count` rows in all."""
        dtype = self._dtype
        if dtype == _NOTHING:  # nulls and empty lists alone
            dtype = "string" if not self._rows else "int64"
        elif dtype == "int64" and self._high >= 1 << 63:
            dtype = "uint64"
        shape = None if self._shape == (0,) else self._shape
        return Feature(self.name, dtype, shape, self._rows < count)

    def _both(self, dtype: str, records: Records | None, index: int, place: str) -> str:
        have = self._dtype
        if _NOTHING in (have, dtype):
            return have if dtype == _NOTHING else dtype
        numbers = (*INTEGERS, *FLOATS)
        if have not in numbers or dtype not in numbers:
            raise self._error(records, index, f"is {have} in {self._place} and {dtype} in {place}")
        if have in INTEGERS and dtype in INTEGERS:
            return "int64"
        if have in FLOATS and dtype in FLOATS:
            return max(have, dtype, key=FLOATS.index)
        return "float64"

    def _error(self, records: Records | None, index: int, found: str) -> InvalidArgumentError:
        place = f"; {records.where(index) if records is not None else f'row {index}'}"
        path = None if records is None else records.path_of(index)
        number = index if records is None or records.numbers is None else int(records.numbers[index])
        message = f"feature {self.name!r} {found}{place}"
        return InvalidArgumentError(None, None, message, path=path, record=number, index=index)


class _NoTypeError(Exception):
    """A value is of no type that files hold."""


def _described(value: Any) -> tuple[str, tuple[int, ...], int, int]:
    """The dtype and the shape of a value; the smallest and the largest of its integers, as Python has them."""
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype != object:
        name = "string" if value.dtype.kind in "SU" else value.dtype.name
        if name not in (*INTEGERS, *FLOATS, "bool", "string"):
            raise _NoTypeError(f"is {name}, which no file of rows holds")
        has_high = name == "uint64" and value.size
        return ("int64" if name == "uint64" else name), value.shape, 0, int(value.max()) if has_high else 0
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if type(value) in (list, tuple):
        return _described_list(value)
    dtype = _TYPES.get(type(value))
    if dtype is None:
        shown = repr(value)
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + "..."
        raise _NoTypeError(f"is {type(value).__name__}, which is no value of a row; found {shown}")
    return dtype, (), *((value, value) if dtype == "int64" else (0, 0))


def _described_list(values: Any) -> tuple[str, tuple[int, ...], int, int]:
    found = {_described(value) for value in values}
    types, shapes, lows, highs = zip(*found, strict=True) if found else ((), (), (), ())
    if len(set(shapes)) > 1:
        raise _NoTypeError("is a list of lists of several lengths")
    several = set(types) - {_NOTHING}
    if len(several) > 1:
        if not several <= {*INTEGERS, *FLOATS}:
            raise _NoTypeError(f"is a list of several types: {', '.join(sorted(several))}")
        several = {"float64" if several & {*FLOATS} else "int64"}
    dtype = several.pop() if several else _NOTHING
    return dtype, (len(values), *(shapes[0] if shapes else ())), min(lows, default=0), max(highs, default=0)


def _sizes(shape: tuple[int, ...] | None) -> str:
    return "[*]" if shape is None else str([*shape])

"""Columns and Layout: what the fields of CSV records are."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError

TYPES = ("float32", "float64", "int32", "int64", "string")


@dataclass(frozen=True, init=False)
class Column:
    """The type of a field, and the value where the field is empty.

    Attributes:
      dtype: float32, float64, int32, int64, or string, which may be given as "string", str, bytes or object; kept as a
        NumPy dtype, object for strings.
      default: a value of that type; None where the field must not be empty.
    Raises:
      TypeError: another dtype, or a default that is not of it.
      ValueError: the default is out of the dtype's range.
    """

    dtype: np.dtype = field(compare=False)
    default: float | int | bytes | None = field(compare=False)
    _key: tuple[str, str] = field(repr=False)  # tells 0.0 from -0.0, and has nan equal to nan

    def __init__(self, dtype: Any, default: Any = None) -> None:
        name = _type_name(dtype)
        keep = object.__setattr__
        keep(self, "dtype", np.dtype(object if name == "string" else name))
        keep(self, "default", None if default is None else _checked_default(name, default))
        keep(self, "_key", (name, repr(self.default)))

    @property
    def name(self) -> str:
        """The dtype as TensorFlow spells it."""
        return self._key[0]


def as_column(column: Any) -> Column:
    """A Column, or what stands for one: the type of a required field, or a default value (float, int, str, bytes)."""
    if isinstance(column, Column):
        return column
    if isinstance(column, type | np.dtype):
        return Column(column)
    if isinstance(column, np.ndarray | np.generic):
        return Column(column.dtype, column)
    names = {float: "float32", int: "int32", str: "string", bytes: "string"}
    return Column(names.get(type(column), type(column).__name__), column)


def _type_name(dtype: Any) -> str:
    if isinstance(dtype, str) and dtype == "string":
        return dtype
    try:
        kind = np.dtype(dtype)
        name = "string" if kind.kind in "OSU" else kind.name
    except TypeError:
        name = str(dtype)
    if name not in TYPES:
        allowed = ", ".join(TYPES)
        raise TypeError(
            f"Value passed to parameter 'record_defaults' has DataType {name} not in list of allowed values: {allowed}"
        )
    return name


def _checked_default(name: str, default: Any) -> float | int | bytes:
    if isinstance(default, np.ndarray | np.generic):
        default = default.item()
    if isinstance(default, str):
        default = default.encode()
    if isinstance(default, bytes) != (name == "string"):
        raise TypeError(f"default of a {name} column must be a {'string' if name == 'string' else 'number'}, got {default!r}")
    if name == "string":
        return default
    if name == "float64":
        return float(default)
    if name == "float32":
        with np.errstate(over="ignore"):
            return float(np.float32(default))
    value = operator.index(default)
    limits = np.iinfo(name)
    if not limits.min <= value <= limits.max:
        raise ValueError(f"default of an {name} column must be in [{limits.min}, {limits.max}], got {value}")
    return value


@dataclass(frozen=True)
class Layout:
    """The fields of a record and how they are set apart.

    Attributes:
      columns: what to keep, in the order of the fields.
      delimiter: the one byte between fields.
      quoted: whether `"` around a field has a meaning.
      missing: the text that stands for no value, as the empty one always does.
      chosen: the ascending numbers (from 0) of the fields to keep; empty for all.
    """

    columns: tuple[Column, ...]
    delimiter: bytes = b","
    quoted: bool = True
    missing: bytes = b""
    chosen: tuple[int, ...] = ()

    @classmethod
    def checked(
        cls,
        columns: Sequence[Any],
        field_delim: str | bytes,
        use_quote_delim: bool,
        na_value: str | bytes,
        select_cols: Sequence[int] | None,
    ) -> Layout:
        """A Layout of arguments as tf.decode_csv has them, with its errors."""
        chosen = () if select_cols is None else tuple(map(operator.index, select_cols))
        if select_cols is not None:
            if any(later <= earlier for earlier, later in pairwise(chosen)):
                raise ValueError("select_cols is not strictly increasing.")
            if chosen and chosen[0] < 0:
                raise ValueError("select_cols contains negative values.")
            if len(chosen) != len(columns):
                raise ValueError("Length of select_cols and record_defaults do not match.")
        if not columns:
            raise ValueError("columns must be at least one, got none")
        return cls(tuple(map(as_column, columns)), one_byte(field_delim), bool(use_quote_delim), _as_bytes(na_value), chosen)

    def field_number(self, column: int) -> int:
        """The number, from 1, of the field that becomes a column."""
        return (self.chosen[column] if self.chosen else column) + 1


def one_byte(field_delim: str | bytes) -> bytes:
    """A delimiter as bytes. Raises InvalidArgumentError unless it is one."""
    delimiter = _as_bytes(field_delim)
    if len(delimiter) != 1:
        raise InvalidArgumentError(None, None, f"field_delim should be only 1 char; got {field_delim!r}")
    return delimiter


def _as_bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text

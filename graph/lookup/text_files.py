"""Keys and values of a table from the lines of a text file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import files
from headrace.formats.numbers import NUMBER_TYPES, convert

from ..types import errors
from ..types.dtypes import DType, message_name, string
from ..types.errors import invalid

LINE_NUMBER, WHOLE_LINE = -1, -2


def read_table(
    path: bytes, key_dtype: DType, key_index: int, value_dtype: DType, value_index: int, vocab_size: int, delimiter: str
) -> tuple[np.ndarray, np.ndarray]:
    """The keys and values that a file's lines hold.

    Args:
      key_index, value_index: the column, counted from 0; LINE_NUMBER or WHOLE_LINE.
      vocab_size: how many lines to read; -1 for all.
      delimiter: between columns, one character.

    Raises:
      InvalidArgumentError: a line is empty or does not hold what is wanted, or there are fewer lines; the text names the
        file and the line.
      OutOfRangeError: all lines are wanted, and there are none.
    """
    if len(delimiter.encode()) != 1:
        raise invalid("delimiter should be only 1 char")
    name = os.fsdecode(path)
    lines = _lines(name, vocab_size)
    columns = {index for index in (key_index, value_index) if index >= 0}
    fields: dict[int, list[bytes]] = {index: [] for index in columns}
    if columns:
        cut = delimiter.encode()
        for number, line in enumerate(lines):
            parts = line.split(cut)
            if len(parts) <= max(columns):
                told = line.decode(errors="backslashreplace")
                raise invalid(
                    f"Invalid number of columns in {name} line {number} ({told}) : expected {max(columns)} got {len(parts)}"
                )
            for index in columns:
                fields[index].append(parts[index])

    def column(index: int, dtype: DType) -> np.ndarray:
        if index == LINE_NUMBER:
            return np.arange(len(lines), dtype=dtype.as_numpy_dtype)
        return _values(lines if index == WHOLE_LINE else fields[index], dtype, name)

    return column(key_index, key_dtype), column(value_index, value_dtype)


def _lines(name: str, wanted: int) -> list[bytes]:
    """The first lines of a file, without their ends."""
    content = files.read_bytes(name)
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    if not lines and wanted < 0:
        raise errors.OutOfRangeError(None, None, "Read less bytes than requested")
    if wanted >= 0:
        del lines[wanted:]
    if b"\r" in content:
        kept = [line.removesuffix(b"\r") for line in lines]
    else:
        kept = lines
    if b"" in kept:
        number = kept.index(b"")
        offset = sum(len(line) + 1 for line in lines[: number + 1])
        raise invalid(f"Invalid content in {name}: empty line found at position {min(offset, len(content))}.")
    if len(kept) < wanted:
        raise invalid(f"Invalid vocab_size in {name}: expected {wanted} but got {len(kept)}")
    return kept


def _values(texts: Sequence[bytes], dtype: DType, name: str) -> np.ndarray:
    if dtype is string:
        found = np.empty(len(texts), object)
        found[:] = texts
        return found
    if dtype.name not in NUMBER_TYPES:
        raise invalid(f"Data type {message_name(dtype)} not supported.")
    values, bad = convert(texts, np.dtype(dtype.as_numpy_dtype))
    if bad is not None:
        told: Any = texts[bad].decode(errors="backslashreplace")
        error = invalid(f"Field {told} in line {bad} is not a valid {message_name(dtype)}.")
        raise errors.at_place(error, f"{name}:{bad + 1}")
    return values

"""JSON lines: text files of one JSON value a line, and their objects as typed columns.

    jsonl.write("train.jsonl", [{"label": 3, "box": [[0, 1], [2, 3]]}, ...])

    decoder = jsonl.Decoder([jsonl.Field("label", "int64"), jsonl.Field("box", "float32", (2, 2))])
    for block in jsonl.read("train.jsonl"):
        label, box = decoder(block)  # int64 [n], float32 [n, 2, 2]

Files are UTF-8. Blank lines are no records. A byte order mark is left out, and a text that begins with the mark of UTF-16
or UTF-32 becomes UTF-8, as in CSV files. `NaN` and `Infinity` are no JSON. Of a key that is there twice the last value counts.

Nothing is lost in silence: an integer column takes no `2.0` and no number out of its range; a floating column no integer that
it does not hold exactly (`16777217` in float32), and nothing that would become infinite. Fractions are rounded, from float64.
`null` is a missing value: the field takes its default, or is refused where it has none.

Source: RFC 8259, jsonlines.org.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from .. import lines
from ..doors import door
from ..encodings import without_mark
from ..errors import InvalidArgumentError
from ..files import Path, open_stream, path_text
from ..files.blocks import BLOCK_BYTES, check_block_bytes
from ..files.writing import replace_compressed
from ..records import Records
from .decoder import DTYPES, FLOATS, INTEGERS, Decoder, Field, UnfitError, cut, error_of, parse, plain

__all__ = ["DTYPES", "FLOATS", "INTEGERS", "Decoder", "Field", "read", "read_values", "write"]


@door
def read(path: Path, *, compression: str = "", block_bytes: int = BLOCK_BYTES) -> Iterator[Records]:
    """Read the lines of a file, a block of records at a time, without those that are blank.

    Args:
      path: a local path or a URL.
      compression, block_bytes: as for `lines.read`.
    Returns:
      blocks in the file's order; `numbers` are the line numbers from 1, blank lines counted.
    Raises:
      DataLossError: (after all records before it) what follows the mark of UTF-16 or UTF-32 is none.
      as `lines.read`.
    """
    check_block_bytes(block_bytes)
    return _read(path, compression, block_bytes)


@door
def _read(path: Path, compression: str, block_bytes: int) -> Iterator[Records]:
    with open_stream(path, compression) as stream:
        for block in lines.cut(without_mark(stream), lines.Lines(), 0, block_bytes, False):
            records = _without_blank(block)
            if len(records):
                yield records


def _without_blank(records: Records) -> Records:
    """The records that are more than white space."""
    first = records.buffer[np.minimum(records.starts, len(records.buffer) - 1)]
    suspects = np.flatnonzero((records.starts == records.ends) | (first <= ord(" ")))
    blank = [index for index in suspects.tolist() if not records[index].strip(b" \t\r\n")]
    return records.take(np.delete(np.arange(len(records)), blank)) if blank else records


@door
def read_values(path: Path, *, compression: str = "") -> Iterator[Any]:
    """The values of a file as Python has them: dict, list, str, int, float, bool, None.

    Args:
      path, compression: as for `read`.

    Raises:
      InvalidArgumentError: (after all values before it) a line is not JSON; the error names file and line.
      as `read`.
    """
    for block in read(path, compression=compression):
        for index, record in enumerate(block):
            try:
                value = parse(record)
            except UnfitError as unfit:
                raise error_of(block, index, unfit) from unfit.__cause__
            yield value


@door
def write(path: Path, values: Iterable[Any], *, compression: str = "") -> None:
    """Write a file of values, one a line; it appears under its name when it is complete.

    Args:
      path: a local path or a URL.
      values: what `json.dumps` takes; also NumPy scalars and arrays, and bytes that are UTF-8.
      compression: "", "GZIP" or "ZLIB".

    Raises:
      InvalidArgumentError: a value is none of these, or holds NaN, an infinity, or a lone surrogate: there is no file then.
        Another compression.
      the errors of `files.create`.
    """
    name = path_text(path)
    with replace_compressed(path, compression) as sink:
        for index, value in enumerate(values):
            try:
                text = f"{_ENCODER.encode(value)}\n".encode()
            except (TypeError, ValueError, RecursionError) as error:
                message = f"{name}: value {index} cannot be written as JSON: {error}; found {cut(repr(value))}"
                raise InvalidArgumentError(None, None, message, path=name, record=index) from error
            sink.write(text)


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=plain)

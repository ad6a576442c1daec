"""CSV: text records to typed columns, by the rules of RFC 4180 as tf.decode_csv applies them.

    features = csv.read_columns("iris.csv", [0.0, 0.0, 0.0, 0.0, ""], skip_header_lines=1)

    for a, b, name in csv.read("log.csv", [csv.Column("int64"), csv.Column("float32", 0.0), csv.Column("string")]): ...

Fields are separated by one byte. A field in double quotes may hold that byte, line ends, and quotes written twice;
other fields hold neither quotes nor line ends. An empty field, or one that is `na_value`, quoted or not, takes the
default of its column, or is an error where the column has none.

Files are read as they are meant: a byte order mark is no part of the first field, UTF-16 becomes UTF-8, and a record goes
on in the next line where a quoted field has a line end in it. (In a graph, TextLineReader reads them so with `csv=True`.)

Source: tf.decode_csv (op DecodeCSV), TensorFlow 2.21.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..doors import door
from ..errors import InvalidArgumentError
from ..files import Path
from ..files.blocks import BLOCK_BYTES
from ..records import Records
from . import _csv_cy
from .compiled_decoder import Cells, CompiledDecoder
from .layout import Column, Layout, as_column
from .python_decoder import PythonDecoder
from .records import read_records

__all__ = ["Cells", "Column", "Decoder", "decode", "read", "read_columns", "read_records"]


class Decoder:
    """Decodes blocks of records of one form; cheaper than `decode` where there are many small blocks.

    Several threads may use it at once.

    Args:
      columns, field_delim, use_quote_delim, na_value, select_cols: as for `decode`.
    """

    def __init__(
        self,
        columns: Sequence[Any],
        *,
        field_delim: str | bytes = ",",
        use_quote_delim: bool = True,
        na_value: str | bytes = "",
        select_cols: Sequence[int] | None = None,
    ) -> None:
        self._layout = Layout.checked(columns, field_delim, use_quote_delim, na_value, select_cols)
        self._compiled = CompiledDecoder(self._layout)
        self._engine: CompiledDecoder | PythonDecoder = self._compiled if _csv_cy.compiled else PythonDecoder(self._layout)

    def __call__(self, records: Records) -> list[np.ndarray]:
        """One array [n] per column."""
        return self._engine.decode(records)

    def cells(self, records: Records) -> list[Cells]:
        """For each column of `records` its values, and which fields have none: texts are Records, nothing is made of a field.

        Columns must have defaults; texts tell `""`, the empty text, from a field of nothing, which is missing.
        """
        return self._compiled.cells(records)


@door
def decode(
    records: Records,
    columns: Sequence[Any],
    *,
    field_delim: str | bytes = ",",
    use_quote_delim: bool = True,
    na_value: str | bytes = "",
    select_cols: Sequence[int] | None = None,
) -> list[np.ndarray]:
    """Turn n records into one typed array per column.

    Args:
      records: a CSV record each, without line end.
      columns: a Column for each field (for each chosen field, with select_cols), or what stands for one: a default
        value (float: float32, int: int32, str or bytes: string) or a type (then the field is required).
      field_delim: the one byte between fields.
      use_quote_delim: whether double quotes have a meaning; if not they are characters like others.
      na_value: the text that means no value, besides the empty one.
      select_cols: ascending numbers, from 0, of the fields to keep; the others may hold anything, with quotes as they
        must be; what follows the last one kept is not looked at.
    Returns:
      for each column an array [n]: float32, float64, int32, int64, or object (bytes). They belong to the caller.
    Raises:
      InvalidArgumentError: a record has not the right fields, a field is not of its type or is missing. The first such
        record is the one reported: `index` is its place among the records, `path` and `record` that in the file. Also:
        field_delim is not one byte.
      TypeError: a column of another dtype.
      ValueError: no columns; select_cols descends, is negative, or has another length than columns.
    Source: tf.decode_csv.
    """
    wanted = tuple(map(as_column, columns))
    chosen = None if select_cols is None else tuple(select_cols)
    return _decoder(wanted, field_delim, use_quote_delim, na_value, chosen)(records)


@lru_cache(maxsize=64)
def _decoder(
    columns: tuple[Column, ...],
    field_delim: str | bytes,
    use_quote_delim: bool,
    na_value: str | bytes,
    select_cols: tuple[int, ...] | None,
) -> Decoder:
    return Decoder(
        columns,
        field_delim=field_delim,
        use_quote_delim=use_quote_delim,
        na_value=na_value,
        select_cols=select_cols,
    )


@door
def read(
    path: Path,
    columns: Sequence[Any],
    *,
    field_delim: str | bytes = ",",
    use_quote_delim: bool = True,
    na_value: str | bytes = "",
    select_cols: Sequence[int] | None = None,
    skip_header_lines: int = 0,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
) -> Iterator[list[np.ndarray]]:
    """Read a CSV file, a block of records at a time.

    Args:
      path: a local path or a URL.
      columns, field_delim, use_quote_delim, na_value, select_cols: as for `decode`.
      skip_header_lines, compression, block_bytes: as for `read_records`.
    Returns:
      for each block, in the file's order, one array [n] per column; n differs from block to block.
    Raises:
      as `decode` and `read_records`; an error in a record comes after all records before it.
    """
    decoder = Decoder(
        columns,
        field_delim=field_delim,
        use_quote_delim=use_quote_delim,
        na_value=na_value,
        select_cols=select_cols,
    )
    blocks = read_records(
        path,
        field_delim=field_delim,
        use_quote_delim=use_quote_delim,
        skip_header_lines=skip_header_lines,
        compression=compression,
        block_bytes=block_bytes,
    )
    return _decoded(decoder, blocks)


@door
def _decoded(decoder: Decoder, blocks: Iterable[Records]) -> Iterator[list[np.ndarray]]:
    for block in blocks:
        try:
            columns = decoder(block)
        except InvalidArgumentError as error:
            if error.index:
                yield decoder(block[: error.index])
            raise
        yield columns


@door
def read_columns(
    paths: Path | Iterable[Path],
    columns: Sequence[Any],
    *,
    field_delim: str | bytes = ",",
    use_quote_delim: bool = True,
    na_value: str | bytes = "",
    select_cols: Sequence[int] | None = None,
    skip_header_lines: int = 0,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
) -> list[np.ndarray]:
    """The columns of whole CSV files, one after the other, in memory.

    Args:
      paths: a path, or several; each file has its own header lines.
      columns, field_delim, use_quote_delim, na_value, select_cols, skip_header_lines, compression, block_bytes: as for `read`.

    Returns:
      one array [n] per column, n being the records of all files.

    Raises:
      as `read`.
    """
    several = [paths] if isinstance(paths, str | bytes | os.PathLike) else list(paths)
    options: dict[str, Any] = {
        "field_delim": field_delim,
        "use_quote_delim": use_quote_delim,
        "na_value": na_value,
        "select_cols": select_cols,
        "skip_header_lines": skip_header_lines,
        "compression": compression,
        "block_bytes": block_bytes,
    }
    empty = decode(Records.from_list([]), columns, **{name: options[name] for name in list(options)[:4]})
    blocks = [block for path in several for block in read(path, columns, **options)]
    return [np.concatenate(parts) for parts in zip(empty, *blocks, strict=True)]

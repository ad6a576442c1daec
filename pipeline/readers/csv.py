"""The reader of CSV files: a record may go on in the next line within quotes. In a graph it is `TextLineReader(csv=True)`.

TensorFlow has no such reader.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from headrace.formats import csv
from headrace.formats.records import Records

from .base import Reader
from .graph import reader_op


class CSVRecords(Reader):
    """A record is that of a CSV file; see `csv.read_records`. The key is `file:line` of its first line."""

    bytes_beside = 1

    def __init__(self, name: str, skip_header_lines: int = 0, field_delim: str = ",", use_quote_delim: bool = True) -> None:
        super().__init__(name)
        self._read = functools.partial(
            csv.read_records,
            skip_header_lines=skip_header_lines,
            field_delim=field_delim,
            use_quote_delim=use_quote_delim,
        )

    def open(self, path: str) -> Iterator[Records]:
        return self._read(path)


CSV_RECORDS = reader_op(
    "HeadraceCSVReader",
    CSVRecords,
    "skip_header_lines: int = 0, field_delim: string = ',', use_quote_delim: bool = true",
)

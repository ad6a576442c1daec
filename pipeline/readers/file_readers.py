"""The kinds of readers: what a record is, and what it is called.

Source of the semantics: TensorFlow 1.15's readers; CSVReader is headrace's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headrace.formats import csv, fixed_length, lines, tfrecord, whole_file
from headrace.formats.encodings import Mark
from headrace.formats.errors import DataLossError, OutOfRangeError
from headrace.formats.records import Records

from .base import Reader


class TextLineReader(Reader):
    """A record is a line, without its line end. The key is `file:line`, lines counted from 1.

    It warns of the first file that begins with a byte order mark.
    """

    def __init__(self, name: str, skip_header_lines: int = 0) -> None:
        super().__init__(name)
        self._skip_header_lines = skip_header_lines
        self._has_warned = False  # only used by who searches

    def open(self, path: str) -> Iterator[Records]:
        return lines.read(path, skip_header_lines=self._skip_header_lines, on_mark=self._warn_once)

    def _warn_once(self, path: str, mark: Mark) -> None:
        if not self._has_warned:
            self._has_warned = True
            lines.warn_of_mark(path, mark)


class CSVReader(Reader):
    """A record is that of a CSV file; see `csv.read_records`. The key is `file:line` of its first line."""

    def __init__(self, name: str, skip_header_lines: int = 0, field_delim: str = ",", use_quote_delim: bool = True) -> None:
        super().__init__(name)
        self._form: dict[str, Any] = {
            "skip_header_lines": skip_header_lines,
            "field_delim": field_delim,
            "use_quote_delim": use_quote_delim,
        }

    def open(self, path: str) -> Iterator[Records]:
        return csv.read_records(path, **self._form)


class FixedLengthRecordReader(Reader):
    """Records of a fixed number of bytes. The key is `file:number`, records counted from 0."""

    def __init__(
        self,
        name: str,
        record_bytes: int,
        header_bytes: int = 0,
        footer_bytes: int = 0,
        hop_bytes: int = 0,
        encoding: str = "",
    ) -> None:
        super().__init__(name)
        self._cut = {
            "record_bytes": record_bytes,
            "header_bytes": header_bytes,
            "footer_bytes": footer_bytes,
            "hop_bytes": hop_bytes,
            "compression": encoding,
        }

    def open(self, path: str) -> Iterator[Records]:
        try:
            yield from fixed_length.read(path, **self._cut)  # type: ignore[arg-type]
        except OutOfRangeError as error:
            # Read in a graph this would mean the end of the input, and hide this file and all that follow it.
            raise DataLossError(None, None, error.message, path=error.path, offset=error.offset) from error


class TFRecordReader(Reader):
    """The records of TFRecord files. The key is `file:offset` of the record in the uncompressed file."""

    def __init__(self, name: str, compression_type: str = "") -> None:
        super().__init__(name)
        self._compression = compression_type

    def open(self, path: str) -> Iterator[Records]:
        return tfrecord.read(path, compression=self._compression)


class WholeFileReader(Reader):
    """A record is a whole file. The key is its name."""

    serializable = True

    def open(self, path: str) -> Iterator[Records]:
        return whole_file.read(path)


class IdentityReader(Reader):
    """A record is the string from the queue itself; so is the key."""

    serializable = True

    def open(self, path: str) -> Iterator[Records]:
        return iter([Records.from_list([path.encode(errors="surrogateescape")], path)])

"""FixedLengthRecordReader: a record is a fixed number of bytes."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from headrace.formats import fixed_length
from headrace.formats.errors import DataLossError, OutOfRangeError
from headrace.formats.exports import export
from headrace.formats.files.small import Contents, ManyFiles
from headrace.formats.records import Records

from .base import Reader
from .graph import ReaderBase, reader_op


class FixedLengthRecords(Reader):
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
        self._read = functools.partial(
            fixed_length.read,
            record_bytes=record_bytes,
            header_bytes=header_bytes,
            footer_bytes=footer_bytes,
            hop_bytes=hop_bytes,
            compression=encoding,
        )
        self._records_of = functools.partial(
            fixed_length.of_contents, record_bytes=record_bytes, header_bytes=header_bytes, footer_bytes=footer_bytes
        )
        is_valid = record_bytes > 0 and min(header_bytes, footer_bytes) >= 0
        self.bytes_beside = max(0, hop_bytes - record_bytes) if is_valid and not encoding else None
        self.takes_contents = is_valid and not encoding and hop_bytes in (0, record_bytes)

    def open(self, path: str) -> Iterator[Records]:
        try:
            yield from self._read(path)
        except OutOfRangeError as error:
            # Read in a graph this would mean the end of the input, and hide this file and all that follow it.
            raise DataLossError(None, None, error.message, path=error.path, offset=error.offset) from error

    def records_of(self, contents: Contents) -> ManyFiles:
        return self._records_of(contents)


FIXED_LENGTH_RECORDS = reader_op(
    "FixedLengthRecordReaderV2",
    FixedLengthRecords,
    "header_bytes: int = 0, record_bytes: int, footer_bytes: int = 0, hop_bytes: int = 0, encoding: string = ''",
)


@export("FixedLengthRecordReader")
class FixedLengthRecordReader(ReaderBase):
    """Records of `record_bytes` bytes; the key is `file:number`, records counted from 0.

    Args:
      record_bytes: length of a record, > 0.
      header_bytes, footer_bytes: left out at the beginning and end of each file.
      hop_bytes: from the start of a record to the start of the next; 0: record_bytes.
      encoding: "", "GZIP" or "ZLIB".

    Raises:
      ValueError: a length is out of range.
    """

    def __init__(
        self,
        record_bytes: int,
        header_bytes: int | None = None,
        footer_bytes: int | None = None,
        hop_bytes: int | None = None,
        name: str | None = None,
        encoding: str | None = None,
    ) -> None:
        lengths = {
            "record_bytes": record_bytes,
            "header_bytes": header_bytes or 0,
            "footer_bytes": footer_bytes or 0,
            "hop_bytes": hop_bytes or 0,
        }
        for key, value in lengths.items():
            least = 1 if key == "record_bytes" else 0
            if value < least:
                raise ValueError(f"FixedLengthRecordReader: {key} must be >= {least}; got {value}")
        super().__init__(FIXED_LENGTH_RECORDS(encoding=encoding or "", name=name, **lengths))

"""TextLineReader: a record is a line of a text file."""

from __future__ import annotations

from collections.abc import Iterator

from headrace.formats import lines
from headrace.formats.csv.layout import one_byte
from headrace.formats.encodings import Mark
from headrace.formats.exports import export
from headrace.formats.files.small import Contents, ManyFiles
from headrace.formats.records import Records

from .base import Reader
from .csv import CSV_RECORDS
from .graph import ReaderBase, reader_op


class TextLines(Reader):
    """A record is a line, without its line end. The key is `file:line`, lines counted from 1.

    It warns of the first file that begins with a byte order mark, and of the first that looks compressed.
    """

    bytes_beside = 1

    def __init__(self, name: str, skip_header_lines: int = 0) -> None:
        super().__init__(name)
        self.takes_contents = skip_header_lines >= 0
        self._skip_header_lines = skip_header_lines
        self._has_warned = self._has_warned_of_compression = False  # only used by who searches

    def open(self, path: str) -> Iterator[Records]:
        return lines.read(
            path, skip_header_lines=self._skip_header_lines, on_mark=self._warn_once, on_compression=self._warn_of_compression
        )

    def records_of(self, contents: Contents) -> ManyFiles:
        return lines.of_contents(contents, self._skip_header_lines)

    def _warn_once(self, path: str, mark: Mark) -> None:
        if not self._has_warned:
            self._has_warned = True
            lines.warn_of_mark(path, mark)

    def _warn_of_compression(self, path: str, kind: str) -> None:
        if not self._has_warned_of_compression:
            self._has_warned_of_compression = True
            lines.warn_of_compression(path, kind)


TEXT_LINES = reader_op("TextLineReaderV2", TextLines, "skip_header_lines: int = 0")


@export("TextLineReader")
class TextLineReader(ReaderBase):
    """A record is a line without its line end (LF or CR LF); the key is `file:line`, lines counted from 1.

    As TensorFlow has it, a byte order mark is a part of the first line, of which a warning tells once, and every LF ends
    a record, even one in a quoted field of a CSV file. With `csv`, which is headrace's own, files are read as they are
    meant: a byte order mark is left out, UTF-16 and UTF-32 become UTF-8, and a record goes on to the line end that stands
    in no quoted field; the key has its first line. That it is not the default keeps programs to TensorFlow's bytes; that
    it is said to the reader, and not to `decode_csv`, is because a decoder gets records and cannot join them.

    Args:
      skip_header_lines: lines to leave out at the beginning of each file; with `csv`, records.
      csv: whether the files are read as CSV.
      field_delim, use_quote_delim: with `csv`, how fields are written, as for `decode_csv`.

    Raises:
      ValueError: `field_delim` is not one byte.
    """

    def __init__(
        self,
        skip_header_lines: int | None = None,
        name: str | None = None,
        *,
        csv: bool = False,
        field_delim: str = ",",
        use_quote_delim: bool = True,
    ) -> None:
        skip = skip_header_lines or 0
        one_byte(field_delim)
        super().__init__(
            CSV_RECORDS(skip_header_lines=skip, field_delim=field_delim, use_quote_delim=use_quote_delim, name=name)
            if csv
            else TEXT_LINES(skip_header_lines=skip, name=name)
        )

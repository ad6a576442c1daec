"""CSV files as records: a record a line, or more lines where a quoted field has line ends in it; without byte order mark."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import limits, lines
from ..doors import door
from ..encodings import without_mark
from ..errors import InvalidArgumentError
from ..files import Path, open_stream
from ..files.blocks import BLOCK_BYTES, check_block_bytes
from ..records import Records
from . import _csv_records_cy as hot
from .errors import UNTERMINATED, WORDS
from .layout import one_byte

_LF = 10
_QUOTE = 34


@door
def read_records(
    path: Path,
    *,
    field_delim: str | bytes = ",",
    use_quote_delim: bool = True,
    skip_header_lines: int = 0,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
) -> Iterator[Records]:
    """Read a CSV file, a block of records at a time, each as `decode` wants it.

    A record ends at an LF that stands in no quoted field, or at the end of the file; one CR directly before that is
    dropped. A byte order mark at the start of the file is left out; after one of UTF-16 or UTF-32 the text is made UTF-8.

    Args:
      path: a local path or a URL.
      field_delim, use_quote_delim: as for `decode`.
      skip_header_lines: how many records at the start of the file to leave out; a header with line ends in quotes is one.
      compression, block_bytes: as for `lines.read`.
    Returns:
      blocks in the file's order; `numbers` are those of the lines, from 1, in which the records begin.
    Raises:
      InvalidArgumentError: skip_header_lines < 0, field_delim is not one byte; (after all records before it) a quoted
        field goes on over line ends for more than `limits.unsized_bytes`.
      DataLossError: (after all records before it) what follows the mark of UTF-16 or UTF-32 is none.
      as `lines.read`.
    """
    lines.check_header_lines(path, skip_header_lines)
    check_block_bytes(block_bytes)
    delimiter = one_byte(field_delim)[0]
    return _read(path, delimiter, use_quote_delim, skip_header_lines, compression, block_bytes)


@door
def _read(path: Path, delimiter: int, quoted: bool, skip: int, compression: str, block_bytes: int) -> Iterator[Records]:
    with open_stream(path, compression) as stream:
        text = without_mark(stream)
        splitter = _Quoted(delimiter, text.path) if quoted and delimiter != _QUOTE else lines.Lines()
        yield from lines.cut(text, splitter, skip, block_bytes, False)


class _Quoted(lines.Lines):
    """A record may go on in the next line within quotes."""

    def __init__(self, delimiter: int, path: str) -> None:
        super().__init__()
        self._delimiter = delimiter
        self._path = path

    def split(self, buffer: np.ndarray, searched: int) -> tuple[np.ndarray, np.ndarray, np.ndarray | range, int]:
        if not (buffer == _QUOTE).any():
            return super().split(buffer, searched)
        most = np.count_nonzero(buffer == _LF)
        starts, ends, heights = (np.empty(most, np.int64) for _ in range(3))
        count, position, in_quotes = hot.split(buffer, self._delimiter, starts, ends, heights)
        if in_quotes and not count and len(buffer) > limits.unsized_bytes:
            raise self._endless()
        starts, ends, heights = starts[:count], ends[:count], heights[:count]
        numbers = self.line + np.cumsum(heights) - heights
        self.line += int(heights.sum())
        return starts, lines.without_cr(buffer, starts, ends), numbers, position

    def _endless(self) -> InvalidArgumentError:
        message = (
            f"{WORDS[UNTERMINATED]}; {self._path}:{self.line}: no quote ends the field for more than "
            f"{limits.unsized_bytes:,} bytes; headrace.formats.limits.unsized_bytes sets how many"
        )
        return InvalidArgumentError(None, None, message, path=self._path, record=self.line)

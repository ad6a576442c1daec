"""Text files: a record a line.

    for block in lines.read("iris.csv", skip_header_lines=1):
        for line in block: ...

A line ends at LF or at the end of the file; one CR directly before that is dropped. Other CRs, NULs, a byte order mark
and bytes that are not UTF-8 stay as they are (`csv.read_records` drops marks, and holds records together that have line
ends in quotes). A last line without LF counts, unless nothing is in it.

Source: tf.TextLineReader, TensorFlow 2.21.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np

from .doors import door
from .encodings import ByteOrderMarkWarning, Mark, mark_of
from .errors import InvalidArgumentError
from .files import Path, open_stream, path_text
from .files.blocks import BLOCK_BYTES, BlockReader, check_block_bytes, check_end
from .files.compression import looks_like
from .files.small import Contents, ManyFiles, counted
from .files.stream import ByteStream
from .records import Records

__all__ = ["CompressedTextWarning", "read"]

_LOOKED_AT = 32  # bytes, for how a file may be compressed
_LF = 10
_CR = 13


def warn_of_mark(path: str, mark: Mark) -> None:
    """Say that the file at `path` begins with a byte order `mark`."""
    words = f"{path} begins with a byte order mark ({mark.encoding}), which stays in its first line, as in TensorFlow"
    remedy = "headrace.formats.csv and TextLineReader(csv=True) leave it out, and read UTF-16 as UTF-8"
    warnings.warn(f"{words}; {remedy}", ByteOrderMarkWarning, stacklevel=2)


class CompressedTextWarning(UserWarning):
    """A file that is read as it stands looks compressed: its lines are no text."""


def warn_of_compression(path: str, kind: str) -> None:
    """Say that the file at `path` is read as text though it looks like that `kind` of compression."""
    remedy = f"headrace.formats.lines.read(path, compression={kind!r}) decompresses it"
    message = f"{path} looks like {kind} and is read as it stands, as in TensorFlow; {remedy}"
    warnings.warn(message, CompressedTextWarning, stacklevel=2)


@door
def read(
    path: Path,
    *,
    skip_header_lines: int = 0,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
    strict: bool = False,
    on_mark: Callable[[str, Mark], Any] = warn_of_mark,
    on_compression: Callable[[str, str], Any] = warn_of_compression,
) -> Iterator[Records]:
    """Read a text file, a block of lines at a time.

    Args:
      path: a local path or a URL.
      skip_header_lines: how many lines at the start of the file to leave out.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      block_bytes: about how many bytes to read at once; a longer line makes its block longer.
      strict: whether compressed data that ends without its end mark is an error and not a warning; the part of a line
        before such an end is left out.
      on_mark: called with the path and the byte order mark of a file that begins with one.
      on_compression: called with the path, and with "GZIP" or "ZLIB", for a file that looks like that and is read without.
    Returns:
      blocks in the file's order; `numbers` are the line numbers from 1, header lines counted.
    Raises:
      InvalidArgumentError: skip_header_lines < 0.
      ValueError: block_bytes < 1.
      DataLossError: (after all whole lines before it) the compressed data is damaged, or the file ends too early.
      ResourceExhaustedError: (after all lines before it) a line is longer than `limits` allow.
      the errors of `files.open_stream`.
    Warns:
      ByteOrderMarkWarning: the file begins with one.
      CompressedTextWarning: the file looks compressed, and `compression` is "".
    """
    check_header_lines(path, skip_header_lines)
    check_block_bytes(block_bytes)
    return _read(path, skip_header_lines, compression, block_bytes, strict, on_mark, on_compression)


def check_header_lines(path: Path, skip_header_lines: int) -> None:
    """Raises InvalidArgumentError for `skip_header_lines` below 0, in the name of `path`."""
    if skip_header_lines < 0:
        message = f"skip_header_lines must be >= 0 not {skip_header_lines}"
        raise InvalidArgumentError(None, None, f"{message}; {path_text(path)}", path=path_text(path))


@door
def _read(
    path: Path,
    skip: int,
    compression: str,
    block_bytes: int,
    strict: bool,
    on_mark: Callable[[str, Mark], Any],
    on_compression: Callable[[str, str], Any],
) -> Iterator[Records]:
    with open_stream(path, compression) as stream:
        mark = mark_of(stream.peek(4))
        if mark is not None:
            on_mark(stream.path, mark)
        kind = "" if compression else looks_like(stream.peek(_LOOKED_AT))
        if kind:
            on_compression(stream.path, kind)
        yield from cut(stream, Lines(), skip, block_bytes, strict)


_MAY_BEGIN_A_MARK = np.isin(np.arange(256), (0x00, 0x1F, 0xEF, 0xFE, 0xFF))  # or GZIP


def of_contents(contents: Contents, skip_header_lines: int = 0) -> ManyFiles:
    """The lines of files, given their `contents` (at least a byte each), up to the first file that is not simply of lines.

    That is one that may begin with a byte order mark, may be compressed, or ends with a CR. `skip_header_lines` is `read`'s.
    """
    buffer, bounds = contents
    lasts = buffer[bounds[1:] - 1]
    firsts, seconds = buffer[bounds[:-1]], buffer[np.minimum(bounds[:-1] + 1, bounds[1:] - 1)]
    zlib = (firsts == ord("x")) & (np.isin(seconds, (0x01, 0x9C, 0xDA)))
    other = np.flatnonzero(_MAY_BEGIN_A_MARK[firsts] | zlib | (lasts == _CR))
    if len(other):
        buffer, bounds = contents.first(int(other[0]))
        lasts = lasts[: other[0]]
    open_ends = lasts != _LF
    if open_ends.any():
        buffer = np.insert(buffer, bounds[1:][open_ends], _LF)
        bounds = bounds + np.concatenate([[0], open_ends.cumsum()])
    starts, ends, _ = split(buffer)
    firsts = np.searchsorted(starts, bounds)
    numbers = counted(firsts) + 1
    if skip_header_lines:
        kept = np.flatnonzero(numbers > skip_header_lines)
        starts, ends, numbers, firsts = starts[kept], ends[kept], numbers[kept], np.searchsorted(kept, firsts)
    return ManyFiles(Records(buffer, starts, ends, None, numbers), firsts)


class Splitter(Protocol):
    """Finds the records in the text of a file, which it is given from the start to the end.

    Attributes:
      line: the number of the line in which the next record begins.
    """

    line: int

    def split(self, buffer: np.ndarray, searched: int) -> tuple[np.ndarray, np.ndarray, np.ndarray | range, int]:
        """The records that end in `buffer`, which begins with one.

        Args:
          searched: how many bytes at its start were in the buffer before, no record ending there.

        Returns:
          starts, ends: as `split`; the number of the first line of each; the position after the last.
        """


class Lines:
    """Each line is a record."""

    def __init__(self) -> None:
        self.line = 1

    def split(self, buffer: np.ndarray, searched: int) -> tuple[np.ndarray, np.ndarray, np.ndarray | range, int]:
        """The lines that end in `buffer`, of which so many bytes were `searched` before."""
        starts, ends, position = split(buffer, searched)
        numbers = range(self.line, self.line + len(starts))
        self.line += len(starts)
        return starts, ends, numbers, position


def cut(stream: ByteStream, splitter: Splitter, skip: int, block_bytes: int, strict: bool) -> Iterator[Records]:
    """The records of a text but for the first `skip`, a block at a time; what remains at its end is the last.

    `stream` gives the bytes, `splitter` finds the records; `block_bytes` and `strict` are as of `read`, as is what is raised.
    """
    blocks = BlockReader(stream, block_bytes)
    kept = 0
    record = 0
    while True:
        starts, ends, numbers, position = splitter.split(blocks.buffer[: blocks.filled], kept)
        if blocks.ended and blocks.failure is None and not stream.torn and position < blocks.filled:
            last = np.array([position]), np.array([blocks.filled])
            last_end = without_cr(blocks.buffer, *last)
            if last_end[0] > position:
                starts, ends = np.append(starts, last[0]), np.append(ends, last_end)
                numbers = np.append(numbers, splitter.line)
                splitter.line += 1
            position = blocks.filled
        header = min(max(skip - record, 0), len(starts))
        record += len(starts)
        if len(starts) > header:
            yield Records(blocks.buffer, starts[header:], ends[header:], stream.path, numbers[header:])
        if blocks.ended:
            break
        kept = blocks.filled - position
        blocks.advance(position)
    check_end(blocks, position, blocks.filled - position, record, strict, "a line, as the file is cut there")


def split(buffer: np.ndarray, searched: int = 0) -> tuple[np.ndarray, np.ndarray, int]:
    """Find the lines that end in a buffer.

    NumPy's comparison and search do 1.4 to 2.9 GB/s here, a line of 20 bytes in 15 ns: nothing to gain from compiling.

    Args:
      buffer: uint8 [n].
      searched: how many bytes at its start are known to have no LF.
    Returns:
      starts, ends: int64 arrays, the bounds of the lines without LF and CR LF; and the position after the last LF.
    """
    ends = np.flatnonzero(buffer[searched:] == _LF)
    if not len(ends):
        return ends, ends, 0
    if searched:
        ends += searched
    starts = np.empty_like(ends)
    starts[0] = 0
    np.add(ends[:-1], 1, out=starts[1:])
    return starts, without_cr(buffer, starts, ends), int(ends[-1]) + 1


def without_cr(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The `ends` of the lines of `buffer`, which have `starts`, before the one CR that may stand there."""
    # An empty line at the start of the buffer looks at its last byte, and is then ruled out as empty.
    return_before_end = (buffer[ends - 1] == _CR) & (ends > starts)
    return ends - return_before_end if return_before_end.any() else ends

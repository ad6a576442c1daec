"""Byte order marks: what the first bytes of a text file say of its encoding, and texts of UTF-16 and UTF-32 as UTF-8.

Source: Unicode 15, section 23.8.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from .errors import DataLossError, OpError
from .files.stream import ByteStream

_CHUNK_BYTES = 1 << 16


class Mark(NamedTuple):
    """A byte order mark.

    Args:
      bytes: those of the mark.
      encoding: of what follows: `UTF-8`, `UTF-16-LE` and so on.
    """

    bytes: bytes
    encoding: str


_MARKS = (
    Mark(codecs.BOM_UTF8, "UTF-8"),
    Mark(codecs.BOM_UTF32_LE, "UTF-32-LE"),  # before that of UTF-16, which it begins with
    Mark(codecs.BOM_UTF32_BE, "UTF-32-BE"),
    Mark(codecs.BOM_UTF16_LE, "UTF-16-LE"),
    Mark(codecs.BOM_UTF16_BE, "UTF-16-BE"),
)


class ByteOrderMarkWarning(UserWarning):
    """A text file begins with a byte order mark, which is read as a part of its first line."""


def mark_of(head: bytes) -> Mark | None:
    """The byte order mark that `head` begins with, or None. Four bytes are enough."""
    return next((mark for mark in _MARKS if head.startswith(mark.bytes)), None)


def without_mark(stream: ByteStream) -> ByteStream:
    """What `stream` holds after its byte order mark, as UTF-8; all of it as it is where it has no mark.

    Raises:
      DataLossError: (when read) the bytes after a mark of UTF-16 or UTF-32 are no such text; all before came out.
    """
    mark = mark_of(stream.peek(4))
    if mark is None:
        return stream
    stream.skip(len(mark.bytes))
    return stream if mark.encoding == "UTF-8" else _Utf8Stream(stream, mark)


class _Utf8Stream(ByteStream):
    """The text of a stream as UTF-8."""

    def __init__(self, source: ByteStream, mark: Mark) -> None:
        super().__init__(source.path)
        self.end_words, self.skip_words, self.late = source.end_words, source.skip_words, source.late
        self._source = source
        self._mark = mark
        self._decoder = codecs.getincrementaldecoder(mark.encoding)()
        self._ready = memoryview(b"")
        self._taken = len(mark.bytes)
        self._ended = False
        self._failure: OpError | None = None

    def readinto(self, view: memoryview) -> int:
        while len(view) and not len(self._ready) and not self._ended:
            self._decode()
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        if not count and len(view) and self._failure is not None:
            raise self._failure
        return count

    def _decode(self) -> None:
        """Make the next bytes ready. At the end there are none, and `_failure` says whether all went well."""
        chunk = bytearray(_CHUNK_BYTES)
        try:
            count = self._source.readinto(memoryview(chunk))
        except OpError as error:
            self._failure = error
            count = 0
        self._taken += count
        self.torn = self._source.torn
        self._ended = count == 0
        try:
            text = self._decoder.decode(bytes(chunk[:count]), self._ended and self._failure is None and not self.torn)
        except UnicodeDecodeError as error:
            text = error.object[: error.start].decode(self._mark.encoding)
            offset = self._taken - len(error.object) + error.start
            words = f"the file has the byte order mark of {self._mark.encoding}"
            message = f"{self.path}; {words}, but the bytes at {offset} are none of it: {error.reason}"
            self._failure = DataLossError(None, None, message, path=self.path, offset=offset)
            self._failure.__cause__ = error
            self._ended = True
        self._ready = memoryview(text.encode())

    def push_back(self, data: bytes) -> None:
        self._ready = memoryview(data + self._ready.tobytes())

    def most_at_once(self) -> int | None:
        return self._source.most_at_once()

    def close(self) -> None:
        self._source.close()

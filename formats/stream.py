"""Bytes from the start of a file to its end, taken in pieces."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, TypeVar

from .paths import named

_Stream = TypeVar("_Stream", bound="ByteStream")


class ByteStream:
    """A file being read from its start to its end.

    Attributes:
      path: the file, as the caller named it.
      torn: whether the data ended before its own end mark (a compressed file that was cut).
      end_words, skip_words: what TensorFlow says when the data ends inside something to be read, or to be passed over.
    """

    end_words = "Read less bytes than requested"
    skip_words = "reached end of file"
    torn = False

    def __init__(self, path: str) -> None:
        self.path = path

    def readinto(self, view: memoryview) -> int:
        """Put the next bytes into `view`; fewer than it holds come only before the end or before damage.

        Returns:
          how many; 0 at the end.
        Raises:
          OpError: the next byte cannot be read. All bytes before it were given.
        """
        raise TypeError("a subclass reads")

    def push_back(self, data: bytes) -> None:
        """Give `data` again before what comes next."""
        raise TypeError("a subclass reads")

    def remaining(self) -> int | None:
        """About how many bytes are still to come, None where it cannot be known. Only ever used to reserve memory."""
        return None

    def skip(self, count: int) -> int:
        """Pass over bytes. Returns how many there were, less than `count` only at the end."""
        left = count
        scratch = memoryview(bytearray(min(count, 1 << 16)))
        while left:
            got = self.readinto(scratch[: min(left, len(scratch))])
            if not got:
                break
            left -= got
        return count - left

    def close(self) -> None:
        """Close the file."""

    def __enter__(self: _Stream) -> _Stream:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


class PlainStream(ByteStream):
    """A file's bytes as they are."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        super().__init__(path)
        self._file = file
        self._pushed = b""
        self._size = _size(file)
        self._taken = 0

    def readinto(self, view: memoryview) -> int:
        if self._pushed:
            count = min(len(view), len(self._pushed))
            view[:count] = self._pushed[:count]
            self._pushed = self._pushed[count:]
            return count
        with named(self.path):
            count = self._file.readinto(view) or 0  # type: ignore[attr-defined]
        self._taken += count
        return count

    def push_back(self, data: bytes) -> None:
        self._pushed = data + self._pushed

    def remaining(self) -> int | None:
        if self._size is None or self._taken > self._size:
            return None
        return self._size - self._taken + len(self._pushed)

    def close(self) -> None:
        with named(self.path):
            self._file.close()


def _size(file: BinaryIO) -> int | None:
    """The size of a regular local file; None for pipes, devices, remote files, and the empty-looking files of /proc."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, AttributeError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None

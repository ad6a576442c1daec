"""ByteStream: the bytes of a file from its start to its end, taken in pieces."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, TypeVar

from .. import limits
from ..errors import DataLossError, OpError, ResourceExhaustedError
from .paths import named

LOCAL_SEEK_BYTES = 1 << 16
REMOTE_SEEK_BYTES = 1 << 23  # what is behind the place is asked for anew, and more than is wanted of it

_Stream = TypeVar("_Stream", bound="ByteStream")


class ByteStream:
    """A file being read from its start to its end.

    Attributes:
      path: the file, as the caller named it.
      kind: how it is compressed: "", "GZIP" or "ZLIB".
      torn: whether the data ended before its own end mark (a compressed file that was cut).
      late: whether bytes may come out before it is noticed that they are damaged.
      end_words, skip_words: what TensorFlow says when the data ends inside something to be read, or to be passed over.
    """

    end_words = "Read less bytes than requested"
    skip_words = "reached end of file"
    kind = ""
    torn = False
    late = False

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

    def peek(self, count: int) -> bytes:
        """The next bytes, which stay to be read: `count` of them, or fewer before the end or before damage."""
        head = bytearray(count)
        filled = 0
        try:
            while filled < count and (got := self.readinto(memoryview(head)[filled:])):
                filled += got
        except OpError:
            pass  # who reads on meets it again
        self.push_back(bytes(head[:filled]))
        return bytes(head[:filled])

    @property
    def taken(self) -> int:
        """How many bytes of the file, compressed as it may be, are behind."""
        raise TypeError("a subclass reads")

    def remaining(self) -> int | None:
        """About how many bytes are still to come, None where it cannot be known. Only ever used to reserve memory."""
        return None

    def look_again(self) -> None:
        """Notice that a file has grown: `remaining` counts what has come."""

    def most_at_once(self) -> int | None:
        """How many bytes one record may have; None where no record can be longer than the file says it is."""
        return limits.unsized_bytes

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
    """A file's bytes as they are.

    Args:
      size: how many there must be at least, None where that is not known.
      seek_bytes: from how many bytes on it costs less to seek beyond them than to read them.
    """

    def __init__(self, file: BinaryIO, path: str, size: int | None = None, seek_bytes: int = LOCAL_SEEK_BYTES) -> None:
        super().__init__(path)
        self._file = file
        self.seek_bytes = seek_bytes
        self._pushed = b""
        self.size = size
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
        if not count and len(view):
            check_size(self._file, self.path, self._taken, self.size)
        return count

    def push_back(self, data: bytes) -> None:
        self._pushed = data + self._pushed

    def skip(self, count: int) -> int:
        left = self.remaining()
        if left is None or count < self.seek_bytes or left < self.seek_bytes:
            return super().skip(count)
        # The last byte is read, to see that it is there.
        beyond = min(count, left) - len(self._pushed) - 1
        self._pushed = b""
        with named(self.path):
            self._file.seek(beyond, os.SEEK_CUR)
        self._taken += beyond
        passed = min(count, left) - 1
        return passed + super().skip(count - passed)

    def go_to(self, position: int) -> None:
        """Move to a place in the file."""
        with named(self.path):
            self._file.seek(position)
        self._taken = position
        self._pushed = b""

    def remaining(self) -> int | None:
        if self.size is None or self._taken > self.size:
            return None
        return self.size - self._taken + len(self._pushed)

    @property
    def taken(self) -> int:
        return self._taken - len(self._pushed)

    def look_again(self) -> None:
        if self.size is not None:
            self.size = max(self.size, size_of(self._file) or 0)

    def most_at_once(self) -> int | None:
        return limits.unsized_bytes if self.size is None else None

    def close(self) -> None:
        with named(self.path):
            self._file.close()


def size_of(file: BinaryIO) -> int | None:
    """The bytes in an open file; None for pipes, devices, remote files that do not say, and what looks empty in /proc."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, AttributeError):
        size = getattr(file, "size", None)  # a remote file
        return size if isinstance(size, int) and size else None
    return status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None


def check_size(file: BinaryIO, path: str, taken: int, size: int | None) -> None:
    """Settle whether a file that ended after `taken` bytes has ended too early.

    Raises:
      DataLossError: it had `size` bytes when it was opened: it was cut while it was read, or its store gives fewer.
    """
    if size is None or taken >= size or _is_made_up(file, size):
        return
    message = f"{path}; the file has ended too early: read {taken:,} of {size:,} bytes"
    raise DataLossError(None, None, message, path=path, offset=taken)


def too_long(path: str, offset: int, most: int) -> ResourceExhaustedError:
    """The error for what begins at `offset` and does not end within `most` bytes, with no size that backs it."""
    message = (
        f"{path}; what begins at byte {offset:,} does not end within {most:,} bytes, the most that is kept in memory of a "
        "line, record or file that does not tell its size; see headrace.formats.limits"
    )
    return ResourceExhaustedError(None, None, message, path=path, offset=offset)


def out_of_memory(path: str, offset: int, error: MemoryError) -> ResourceExhaustedError:
    """The error for what begins at `offset` and is longer than there is memory for."""
    message = f"{path}; out of memory for what begins at byte {offset:,}: {error}"
    found = ResourceExhaustedError(None, None, message, path=path, offset=offset)
    found.__cause__ = error
    return found


def _is_made_up(file: BinaryIO, size: int) -> bool:
    """Whether a file exists in no memory, and so has another size than it says, as those of /sys."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, AttributeError):
        return False
    return status.st_size == size and getattr(status, "st_blocks", 1) == 0

"""Ranges: a file read at any place, by several threads and by processes that were forked."""

from __future__ import annotations

import contextlib
import io
import os
import threading
from typing import Any

import numpy as np

from ..errors import DataLossError, FailedPreconditionError
from .directories import status
from .paths import Path, is_remote, local, named, path_text, remote
from .stream import REMOTE_SEEK_BYTES, PlainStream
from .system_errors import from_os_error

_HAS_PREAD = hasattr(os, "preadv")


class Ranges:
    """An open file.

    Attributes:
      path: as the caller named it.
      is_remote: whether it is in a file system of URLs.
      size: bytes in it when it was opened.
      gap_bytes: so many bytes between two ranges are read faster than the second range is asked for alone.

    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError (a directory), UnimplementedError: as the path has it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path_text(path)
        self._file: io.FileIO | None = None
        self._lock = threading.Lock()
        self.is_remote = is_remote(self.path)
        if self.is_remote:
            with named(self.path):
                self._system, self._inner = remote(self.path)
            self.gap_bytes = 1 << 18
        else:
            with named(self.path):
                self._file = io.FileIO(local(self.path))
            self.gap_bytes = 1 << 13
        self.size, self.mtime_nsec = self.status()

    def status(self) -> tuple[int, int]:
        """The bytes in the file, and when it was changed, in nanoseconds since 1970 (0: not known), now."""
        if self._file is None:
            found = status(self.path)
            return found.length, found.mtime_nsec
        with named(self.path):
            state = os.fstat(self._file.fileno())
            return state.st_size, state.st_mtime_ns

    def read(self, start: int, size: int) -> np.ndarray:
        """uint8 [size]: the bytes from `start` on.

        Raises:
          DataLossError: the file ends before.
          the errors of reading.
        """
        found = np.empty(size, np.uint8)
        view = found.data
        filled = 0
        while filled < size and (count := self.readinto(start + filled, view[filled:])):
            filled += count
        if filled < size:
            message = f"{self.path}; the file has ended too early: {size} bytes should be at {start:,}, there are {filled}"
            raise DataLossError(None, None, message, path=self.path, offset=start)
        return found

    def readinto(self, start: int, view: memoryview) -> int:
        """Put bytes from `start` on into `view`. Returns how many, 0 only at the end.

        Raises:
          FailedPreconditionError: the file was closed.
          the errors of reading.
        """
        if self._file is not None and _HAS_PREAD and not self._file.closed:
            try:  # `named` takes longer than the read
                return os.preadv(self._file.fileno(), [view], start)
            except OSError as error:
                raise from_os_error(error, self.path) from error
        with named(self.path), self._lock:
            if self._file is None:
                data = self._system.cat_file(self._inner, start=start, end=min(start + len(view), self.size))
                view[: len(data)] = data
                return len(data)
            if self._file.closed:
                raise FailedPreconditionError(None, None, f"{self.path}; it was closed", path=self.path)
            self._file.seek(start)
            return self._file.readinto(view) or 0

    def stream(self) -> PlainStream:
        """The file from its start to its end; `self` stays open when the stream is closed."""
        seek_bytes = {} if self._file is not None else {"seek_bytes": REMOTE_SEEK_BYTES}
        return PlainStream(_Cursor(self), self.path, self.size or None, **seek_bytes)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the file. A second call does nothing."""
        if self._file is not None:
            with named(self.path):
                self._file.close()

    def __enter__(self) -> Ranges:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, OSError):  # it was not opened
            self.close()


class _Cursor:
    """A place in an open file, as file objects have it."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._position = 0
        self.size = ranges.size

    def readinto(self, view: Any) -> int:
        count = self._ranges.readinto(self._position, memoryview(view))
        self._position += count
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._position = offset + (self._position if whence == os.SEEK_CUR else 0)
        return self._position

    def close(self) -> None:
        """The file is another's to close."""

"""Files behind URLs: what fails and may pass is tried again, where nothing but reading was asked for.

A server that is restarted, a connection that is lost, a limit on requests: a program that reads an object store for hours
meets them all. A read that failed begins again at the byte where it was, on a connection of its own, after pauses that grow
(`limits.remote_pauses`). What is written is not tried again: nobody knows how much of it has arrived.
"""

from __future__ import annotations

import contextlib
import io
import random
import threading
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from .. import limits
from ..errors import DeadlineExceededError, UnavailableError
from .system_errors import from_os_error

T = TypeVar("T")

_READING = ("cat_file", "exists", "find", "glob", "info", "isdir", "isfile", "ls", "size")
_PASSING_STATUS = {408, 425, 429, 500, 502, 503, 504}
_PASSING_CLASSES = {
    "ClientError",  # aiohttp, without a status: connections refused, lost, cut short
    "HTTPClientError",  # botocore: the same
    "TimeoutError",  # asyncio has one of its own until Python 3.11
    "TransportError",  # httpx, google.auth
}


_PIECE_BYTES = 1 << 20


class RemoteFileWarning(UserWarning):
    """Reading behind a URL failed, and is tried again."""


class PatientFileSystem:
    """A file system of fsspec whose reading methods try again.

    Args:
      file_system: it.
      url: the file that is asked for, for messages.
    """

    def __init__(self, file_system: Any, url: str) -> None:
        self._file_system = file_system
        self._url = url

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._file_system, name)
        if name not in _READING:
            return found
        return lambda *arguments, **options: _Attempts(self._url).of(lambda: found(*arguments, **options))

    def open(self, path: str, mode: str) -> Any:
        """A file; one for reading is a RemoteFile."""
        return RemoteFile(self._file_system, path, self._url) if mode == "rb" else self._file_system.open(path, mode)


class RemoteFile(io.RawIOBase):
    """A file behind a URL, open for reading. What was read is never read twice, and nothing is left out.

    Attributes:
      size: its bytes, None where its server does not say.
    Raises:
      UnavailableError: it could not be read, in all attempts; or it gives fewer bytes than its server says it has.
    """

    def __init__(self, file_system: Any, path: str, url: str) -> None:
        super().__init__()
        self._file_system, self._path, self._url = file_system, path, url
        self._at = 0
        self._file: Any = None
        self._fault: Exception | None = None
        file = self._attempts().of(self._open)
        size = file.size if hasattr(file, "size") else self._said_size()
        self.size = size if isinstance(size, int) and size else None

    def _said_size(self) -> Any:
        """What the file system says of a file that does not tell its size itself."""
        with contextlib.suppress(Exception):  # it can do without
            return self._attempts().of(lambda: self._file_system.size(self._path))

    def _open(self) -> Any:
        """The file at the place where the last read ended."""
        if self._file is None:
            self._file = self._file_system.open(self._path, "rb")
        file = self._file
        if file.tell() != self._at:
            if file.seekable():
                file.seek(self._at)
            else:
                _skip(file, self._at - file.tell())
        return file

    def _drop(self) -> None:
        """Let go of a file whose connection may be broken, and of what is remembered of it."""
        file, self._file = self._file, None
        self._file_system.invalidate_cache()
        if file is not None:
            # What went wrong with it is known by now.
            with contextlib.suppress(Exception):
                file.close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._attempts().of(self._open).seekable())

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = self._end() if whence == io.SEEK_END else {io.SEEK_SET: 0, io.SEEK_CUR: self._at}[whence]
        if base is None or base + offset < 0:
            raise io.UnsupportedOperation(f"{self._url}: no byte {offset} from {'the end' if base is None else base}")
        self._at = base + offset
        return self._at

    def _end(self) -> int | None:
        """Where the file ends, None where nobody knows."""
        if self.size is None:
            with contextlib.suppress(Exception):  # it may be one that nobody seeks in
                return int(self._attempts().of(lambda: self._open().seek(0, io.SEEK_END)))
        return self.size

    def readinto(self, view: Any) -> int:
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        rest = memoryview(view).cast("B")
        begin = self._at
        try:
            while len(rest) and (count := self._read_some(rest)):
                self._at += count
                rest = rest[count:]
        except Exception as error:
            if self._at == begin:
                raise
            self._fault = error  # what came before it comes first
        return self._at - begin

    def _read_some(self, view: memoryview) -> int:
        """Read at least one byte, unless this is the end."""
        attempts = self._attempts()
        while not (count := int(attempts.of(lambda: self._open().readinto(view)))):
            if self.size is None or self._at >= self.size or self._is_cut(attempts):
                break
            attempts.pause(UnavailableError(None, None, f"the server gives {self._at:,} of {self.size:,} bytes"))
        return count

    def _is_cut(self, attempts: _Attempts) -> bool:
        """Whether the file is shorter now than when it was opened: its reader tells that."""
        assert self.size is not None
        self._drop()
        size = attempts.of(lambda: self._file_system.info(self._path)).get("size")
        return isinstance(size, int) and size < self.size

    def _attempts(self) -> _Attempts:
        return _Attempts(self._url, self._drop)

    def close(self) -> None:
        if not self.closed and self._file is not None:
            self._file.close()
        super().close()


class _Attempts:
    """The attempts at one thing, with pauses between them that grow.

    Args:
      url: the file that it is about.
      renew: called before another attempt.
    """

    def __init__(self, url: str, renew: Callable[[], None] = lambda: None) -> None:
        self._url, self._renew = url, renew
        self._failed = 0

    def of(self, call: Callable[[], T]) -> T:
        """What `call` returns in the first attempt that does not fail. What cannot pass is raised as it is."""
        while True:
            try:
                return call()
            except Exception as error:
                if not may_pass(error):
                    raise
                self.pause(error)

    def pause(self, error: Exception) -> None:
        """Wait before the next attempt. Raises UnavailableError, caused by `error`, after the last."""
        reason = str(error) or type(error).__name__
        pauses = limits.remote_pauses
        if self._failed >= len(pauses):
            message = f"{self._url}; {reason} (in {self._failed + 1} attempts)"
            raise UnavailableError(None, None, message, path=self._url) from error
        if not self._failed:
            warnings.warn(f"{self._url}; {reason}; trying again", RemoteFileWarning, stacklevel=2)
        # Not at the same moment as all others who lost the same server.
        threading.Event().wait(pauses[self._failed] * random.uniform(0.5, 1.5))
        self._failed += 1
        self._renew()


def may_pass(error: Exception) -> bool:
    """Whether what a file system raised says that the same call may succeed later."""
    status = getattr(error, "status", getattr(error, "status_code", None))
    answer = getattr(error, "response", None)
    if isinstance(answer, dict):  # botocore
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if isinstance(status, int) and status:
        return status in _PASSING_STATUS
    # asyncio has a class of its own before 3.11; importing it takes half as long as NumPy.
    if isinstance(error, (ConnectionError, TimeoutError)) or type(error).__name__ == "TimeoutError":
        return True
    if any(kind.__name__ in _PASSING_CLASSES for kind in type(error).__mro__):
        return True
    return isinstance(error, OSError) and isinstance(from_os_error(error, ""), (UnavailableError, DeadlineExceededError))


def _skip(file: Any, count: int) -> None:
    """Read on, `count` bytes, in a file in which nobody can seek."""
    while count > 0 and (piece := file.read(min(count, _PIECE_BYTES))):
        count -= len(piece)

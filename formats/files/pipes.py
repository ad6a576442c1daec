"""Pipes: files that others write while they are read, so that opening and reading them may have to wait.

Nobody may ever write to a named pipe, which a pattern of file names can find by accident. So a pipe is opened without
waiting for its writer, and what waits is a function that the thread's caller can choose: see `waiting_by`.
"""

from __future__ import annotations

import contextlib
import io
import os
import select
import stat
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from .. import limits
from ..errors import FailedPreconditionError

Wait = Callable[[int, "float | None"], object]
"""`wait(descriptor, seconds)` returns when there is something to read or the writers are gone, or when time is up."""


def poll(descriptor: int, seconds: float | None, wake: int | None = None) -> bool:
    """Wait until `descriptor` can be read or its writers are gone, `seconds` have passed (None: no limit), or `wake` can
    be read. Returns whether it was one of the first two or the last."""
    waiter = select.poll()
    for one in (descriptor, wake):
        if one is not None:
            waiter.register(one, select.POLLIN)
    return bool(waiter.poll(None if seconds is None else seconds * 1000))


_wait: ContextVar[Wait] = ContextVar("wait", default=poll)


@contextlib.contextmanager
def waiting_by(wait: Wait) -> Iterator[None]:
    """Within the block, this thread waits for pipes by `wait`, which may raise to end the wait and the reading."""
    token = _wait.set(wait)
    try:
        yield
    finally:
        _wait.reset(token)


def is_pipe(path: str) -> bool:
    """Whether there is a pipe at a local path."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


class PipeFile(io.RawIOBase):
    """A pipe to be read, until all who write to it have closed it.

    Raises:
      OSError: it cannot be opened.
      FailedPreconditionError: (when read) nobody opens it for writing, for `limits.pipe_writer_seconds`.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._has_writer = False
        self._refused: FailedPreconditionError | None = None
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def readinto(self, view: Any) -> int:
        waited = False
        if self._refused is not None:
            raise self._refused
        while len(view):
            try:
                count = os.readv(self._descriptor, [view])
            except BlockingIOError:  # those who have it open for writing have written nothing yet
                self._has_writer = True
                _wait.get()(self._descriptor, None)
                continue
            if count or self._has_writer:
                return count
            if waited:
                self._refused = self._without_writer()
                raise self._refused
            _wait.get()(self._descriptor, limits.pipe_writer_seconds)
            waited = True
            self._has_writer = poll(self._descriptor, 0)  # even one who has come and gone again
        return 0

    def _without_writer(self) -> FailedPreconditionError:
        message = (
            f"{self._path}; a named pipe that nobody has opened for writing in {limits.pipe_writer_seconds:g} seconds; "
            "headrace.formats.limits.pipe_writer_seconds sets how long to wait"
        )
        return FailedPreconditionError(None, None, message, path=self._path)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()

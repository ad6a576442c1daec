"""What tests capture: the errors of threads, and what is written to a stream."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO


class CheckedThread:
    """A thread whose error, whatever it is, fails the test that joins it."""

    def __init__(
        self,
        fail: Callable[[str], Any],
        target: Callable[..., Any],
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        self._fail = fail
        self._target = target
        self._arguments = (args or (), kwargs or {})
        self._thread = threading.Thread(target=self._run)
        self._error: BaseException | None = None

    def _run(self) -> None:
        args, kwargs = self._arguments
        try:
            self._target(*args, **kwargs)
        except BaseException as error:
            self._error = error

    def start(self) -> None:
        """Start it. Raises RuntimeError the second time."""
        self._thread.start()

    def join(self) -> None:
        """Wait for its end; the test fails where it ended with an error."""
        self._thread.join()
        if self._error is not None:
            self._fail(f"Error in checkedThread: {self._error}")

    def is_alive(self) -> bool:
        return self._thread.is_alive()


class CapturedWrites:
    """What was written so far."""

    def __init__(self, path: str) -> None:
        self._path = path

    def contents(self) -> str:
        with open(self._path, encoding="utf-8", errors="replace") as file:
            return file.read()


@contextlib.contextmanager
def captured_writes(stream: TextIO, directory: str) -> Iterator[CapturedWrites]:
    """What the block writes to the file behind a stream, such as sys.stderr, goes into a file of the directory."""
    stream.flush()
    descriptor = stream.fileno()
    kept = os.dup(descriptor)
    handle, path = tempfile.mkstemp(dir=directory)
    try:
        os.dup2(handle, descriptor)
        try:
            yield CapturedWrites(path)
            stream.flush()
        finally:
            os.dup2(kept, descriptor)
    finally:
        os.close(handle)
        os.close(kept)

"""Points: where threads of each role call what may fail or take for ever, and the faults that are put there."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from headrace.formats import csv, errors, files, tfrecord
from headrace.formats.checkpoint import BundleWriter
from headrace.formats.files.stream import PlainStream
from headrace.graph.blocks import block_plan
from headrace.graph.execution.session import Session
from headrace.pipeline.data.flow import prefetching, shuffles
from headrace.pipeline.data.flow.crew import Crew
from headrace.pipeline.data.flow.maps import Calls
from headrace.pipeline.queues import Queue
from headrace.pipeline.queues.storage.ring import RingStorage
from headrace.pipeline.readers import base as readers
from headrace.pipeline.runners import programs
from headrace.pipeline.runners.queue_runner import QueueRunner


class Odd(BaseException):
    """An exception that is no Exception."""


KINDS: dict[str, Callable[[], BaseException]] = {
    "ValueError": lambda: ValueError("injected"),
    "OSError": lambda: OSError(errno.EIO, "injected"),
    "MemoryError": lambda: MemoryError("injected"),
    "RecursionError": lambda: RecursionError("injected"),
    "StopIteration": lambda: StopIteration("injected"),
    "GeneratorExit": lambda: GeneratorExit("injected"),
    "SystemExit": lambda: SystemExit("injected"),
    "KeyboardInterrupt": lambda: KeyboardInterrupt("injected"),
    "asyncio.CancelledError": lambda: asyncio.CancelledError("injected"),
    "AbortedError": lambda: errors.AbortedError(None, None, "injected"),
    "DataLossError": lambda: errors.DataLossError(None, None, "injected"),
    "CancelledError": lambda: errors.CancelledError(None, None, "injected"),
    "DeadlineExceededError": lambda: errors.DeadlineExceededError(None, None, "injected"),
    "an exception of nobody's": lambda: Odd("injected"),
}
"""OutOfRangeError is not among them: it means the end of the input, as in TensorFlow."""


class UserCode:
    """A function of the program's own, for `py_func`."""

    @staticmethod
    def same(value: Any) -> Any:
        return value


OF_RUNNERS: dict[str, tuple[Any, str]] = {
    "a kernel": (csv.Decoder, "cells"),
    "the program's own code": (UserCode, "same"),
    "open": (files, "_open"),
    "open small files": (readers, "small_contents"),
    "read": (PlainStream, "readinto"),
    "wait for elements": (Queue, "wait_ready"),
    "lease": (Queue, "lease"),
    "wait for room": (Queue, "reserve"),
    "put a block": (Queue, "put_reserved"),
    "put one": (Queue, "put"),
    "take one": (Queue, "take"),
    "store": (RingStorage, "put"),
    "store one": (RingStorage, "put_one"),
    "compile": (programs, "OneProgram"),
    "a step of blocks": (block_plan.BlockPlan, "step"),
    "a step of a session": (Session, "run"),
    "the end of a thread": (QueueRunner, "_thread_ended"),
    "close": (Queue, "close"),
}
AFTER = (
    "a kernel",
    "the program's own code",
    "open",
    "open small files",
    "read",
    "compile",
    "a step of blocks",
    "a step of a session",
    "close",
)
"""Points after which nothing is held that an exception would lose."""

OF_READING_AHEAD: dict[str, tuple[Any, str]] = {
    "begin a step": (Crew, "begin_step"),
    "get elements": (prefetching._Blocks, "get"),
    "call a function": (Calls, "of"),
    "put in rows": (shuffles._Stock, "put"),
    "end a step": (Crew, "end_step"),
}

OF_EVENTS: dict[str, tuple[Any, str]] = {
    "write": (tfrecord.Writer, "write_many"),
    "flush": (tfrecord.Writer, "flush"),
    "close": (tfrecord.Writer, "close"),
}
OF_SAVERS: dict[str, tuple[Any, str]] = {
    "create": (files, "_open"),
    "add": (BundleWriter, "add"),
    "finish": (BundleWriter, "finish"),
}


class Injection:
    """A fault at a point.

    Attributes:
      reached: how often the point was come to by the threads that count.
      struck: whether it happened.
      holds, released: of a hang: a thread is in it; it ends.
    """

    def __init__(self, fault: Callable[[], BaseException] | None, at: int, counts: Callable[[threading.Thread], bool]) -> None:
        self._fault = fault
        self._at = at
        self._counts = counts
        self._lock = threading.Lock()
        self.reached = 0
        self.struck = False
        self.holds = threading.Event()
        self.released = threading.Event()

    def come(self) -> None:
        """A thread comes to the point."""
        if not self._counts(threading.current_thread()):
            return
        with self._lock:
            self.reached += 1
            strikes = self.reached == self._at
            self.struck |= strikes
        if strikes and self._fault is not None:
            raise self._fault()
        if strikes:
            self.holds.set()
            self.released.wait()


@contextmanager
def injected(
    point: tuple[Any, str],
    fault: Callable[[], BaseException] | None,
    at: int,
    counts: Callable[[threading.Thread], bool],
    after: bool = False,
) -> Iterator[Injection]:
    """A block in which a fault (None: a hang) strikes whoever comes to the point as the `at`-th.

    Args:
      after: it strikes when the call is done.
    """
    owner, name = point
    real = getattr(owner, name)
    kept = staticmethod if isinstance(vars(owner).get(name), staticmethod) else lambda call: call
    injection = Injection(fault, at, counts)

    def called(*arguments: Any, **named: Any) -> Any:
        if not after:
            injection.come()
        found = real(*arguments, **named)
        if after:
            injection.come()
        return found

    with mock.patch.object(owner, name, kept(called)):
        try:
            yield injection
        finally:
            injection.released.set()

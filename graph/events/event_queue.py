"""EventQueue: the thread that writes events to a file, and the queue before it."""

from __future__ import annotations

import atexit
import contextlib
import math
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

from headrace.formats import tfrecord
from headrace.formats.forks import in_child

_open: set[EventQueue] = set()
"""Those with a thread: what they hold must be written before the process ends."""


class EventQueue:
    """Records on their way into a file.

    Args:
      new_file: makes the file, called when there is a first record.
      most: records that may wait; 0: no limit.
      flush_seconds: how long written records may stay unseen by readers of the file.
    """

    def __init__(self, new_file: Callable[[], tfrecord.Writer], most: int, flush_seconds: float) -> None:
        self._new_file = new_file
        self._most = most
        self._flush_seconds = flush_seconds
        self._closed = False
        self._failure: BaseException | None = None
        self._failure_told = False
        self._file: tfrecord.Writer | None = None
        self.path: str | None = None
        self._begin()

    def _begin(self) -> None:
        # Guarded by the condition: all below, and the fields above but the first three.
        self._changed = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._thread: threading.Thread | None = None
        self._flushes_asked = 0
        self._flushes_done = 0
        self._ends = False

    def close_with(self, owner: object) -> None:
        """End the thread when `owner` is gone, without waiting for it."""
        weakref.finalize(owner, self._end).atexit = False

    def open_file(self) -> None:
        """Make the file now. Raises what `new_file` raises."""
        with self._changed:
            self._check()
            self._open_file()

    def put(self, record: bytes) -> None:
        """Add a record; wait while too many do."""
        with self._changed:
            if self._closed:
                return
            self._check()
            self._open_file()
            self._changed.wait_for(lambda: len(self._waiting) < self._most or self._most <= 0 or self._stopped())
            self._check()
            if not self._closed:
                self._waiting.append(record)
                self._changed.notify_all()

    def flush(self) -> None:
        """Return when what was added is in the file."""
        with self._changed:
            if self._closed:
                return
            self._check()
            if self._file is None:
                return
            self._flushes_asked += 1
            ticket = self._flushes_asked
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._flushes_done >= ticket or self._failure is not None)
            self._check()

    def close(self) -> None:
        """Write what is left, close the file, end the thread."""
        with self._changed:
            already, self._closed = self._closed, True
            thread = self._thread
        self._end()
        if thread is not None:
            thread.join()
        if not already and not self._failure_told:
            self._check()

    def reopen(self) -> None:
        """Take records again, for a new file."""
        with self._changed:
            if self._closed:
                self._closed = self._ends = self._failure_told = False
                self._failure = None

    def _end(self) -> None:
        with self._changed:
            self._ends = True
            self._changed.notify_all()

    def _stopped(self) -> bool:
        return self._closed or self._failure is not None

    def _check(self) -> None:
        if self._failure is not None:
            self._failure_told = True
            _open.discard(self)
            raise self._failure

    def _open_file(self) -> None:
        """Make the file and start its thread, if there is none."""
        if self._file is not None:
            return
        file = self._new_file()
        thread = threading.Thread(target=self._run, args=(file,), name=f"events to {file.path}", daemon=True)
        thread.of_headrace = True  # type: ignore[attr-defined]
        _write_all_at_exit_of_child()
        _open.add(self)
        self.path = file.path
        self._file = file
        self._thread = thread
        try:
            thread.start()
        except BaseException:
            _open.discard(self)
            self._file = self._thread = None
            raise

    def _run(self, file: tfrecord.Writer) -> None:
        failure = None
        try:
            self._write(file)
            file.close()
        except BaseException as error:
            failure = error
            with contextlib.suppress(BaseException):  # those who wait for this thread are told of the failure in any case
                file.close()
        with self._changed:
            self._failure = failure
            self._waiting.clear()
            self._file = self._thread = None
            if failure is None:  # else it stays until somebody knows
                _open.discard(self)
            self._changed.notify_all()

    def _write(self, file: tfrecord.Writer) -> None:
        """Write and flush until the end."""
        flushed = -math.inf  # so that the first record is seen at once
        due: float | None = None
        ends = False
        while not ends:
            with self._changed:
                patience = None if due is None else max(0.0, due - time.monotonic())
                self._changed.wait_for(self._is_work, patience)
                records = list(self._waiting)
                asked = self._flushes_asked
                ends = self._ends
                self._waiting.clear()
                self._changed.notify_all()
            file.write_many(records)
            if records and due is None:
                due = flushed + self._flush_seconds
            now = time.monotonic()
            if asked > self._flushes_done or (due is not None and now >= due):
                file.flush()
                flushed, due = now, None
            with self._changed:
                self._flushes_done = asked
                self._changed.notify_all()

    def _is_work(self) -> bool:
        return bool(self._waiting) or self._ends or self._flushes_asked > self._flushes_done

    def after_fork(self) -> None:
        """In the child, which has the parent's file and not its thread: begin anew."""
        if self._file is not None:
            self._file.disown()
            _of_the_parent.append(self._file)
        self._file = None
        self._begin()


_of_the_parent: list[Any] = []
"""Files that a child must neither write to nor close."""


def _after_fork() -> None:
    inherited = list(_open)
    _open.clear()
    for queue in inherited:
        queue.after_fork()


def _write_all() -> None:
    for queue in list(_open):
        try:
            queue.close()
        except Exception:  # the others shall be closed too
            sys.excepthook(*sys.exc_info())


def _write_all_at_exit_of_child() -> None:
    """The children of multiprocessing end without calling what `atexit` knows."""
    util = sys.modules.get("multiprocessing.util")
    multiprocessing = sys.modules.get("multiprocessing")
    if util is not None and multiprocessing is not None and multiprocessing.parent_process() is not None:
        util.Finalize(None, _write_all, exitpriority=10)


atexit.register(_write_all)
in_child(_after_fork)

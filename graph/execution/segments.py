"""Segments: parts of one plan that run side by side, where waiting in one must not keep another from running."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Sequence

from headrace.formats.forks import renewed

from ..runtime.conditions import Condition
from ..runtime.errstate import ignoring_float_errors, ignoring_float_errors_in_callers_context
from ..runtime.run_context import RunContext, WouldBlock
from ..runtime.turns import own_turn

Segment = tuple[Callable[[RunContext], None], tuple[int, ...]]

_TICK = 0.002
"""Seconds between two looks at steps that run code of users."""

_IDLE_TICKS = 25
"""After so many looks at nothing the thread that looks ends."""


def run_segments(run: RunContext, segments: Sequence[Segment], calls_users: bool = False) -> None:
    """Run each segment once all those it depends on have ended.

    A segment begins with its only operation that may wait: for a queue, or in code of users. As long as one of them can go
    on without waiting, all happens in the calling thread; threads are started only when every segment that could run has
    to wait, or when the calling thread stays in code of users for more than a moment: that code may wait for another
    segment.

    Args:
      segments: (function of a RunContext, positions of the segments it depends on).
      calls_users: whether code of users is among them.

    Raises:
      the first error of a segment; the others are cancelled and have ended by then.
    """
    step = _Step(run, segments, contextvars.copy_context() if calls_users else None)
    if not calls_users or run.nowait:
        step.run(run)
        return
    _watch.add(step)
    try:
        step.run(run)
    finally:
        _watch.remove(step)


class _Step:
    """One call of `run_segments`: who runs what."""

    def __init__(self, run: RunContext, segments: Sequence[Segment], context: contextvars.Context | None) -> None:
        self._segments = segments
        self._context = context  # of the caller, for code of users
        self._at_once = RunContext(parent=run, nowait=True)
        self._together = RunContext(parent=run, timeout=run.seconds_left())
        self._one_ended = Condition()
        self._lock = self._one_ended.lock
        # Guarded by _lock:
        self._waiting = set(range(len(segments)))
        self._done: set[int] = set()
        self._threads: dict[int, threading.Thread] = {}  # of the segments that run in one
        self._over: list[threading.Thread] = []  # those that have nothing more to do
        self._first_error: BaseException | None = None

    def run(self, run: RunContext) -> None:
        """Run all segments, by the calling thread and those that it starts."""
        try:
            self._run_here()
            with self._lock:
                done = not self._waiting and not self._threads
            if done and self._first_error is None:
                return
            if run.nowait and self._first_error is None:
                raise WouldBlock
            self.start_ready()
            self._wait_for_threads()
        except BaseException as error:
            # Ctrl-C while waiting, for one: what was started must not be left behind.
            self._end(None, error)
            self._together.cancel("the step was interrupted")
            self._wait_for_threads()
            raise
        if self._first_error is not None:
            try:
                raise self._first_error
            finally:
                self._first_error = None  # it would keep itself by its traceback

    def _run_here(self) -> None:
        """Run what goes on without waiting."""
        progress = True
        while progress and self._waiting:
            progress = False
            for position in sorted(self._waiting):
                if not self._claimed(position):
                    continue
                try:
                    self._segments[position][0](self._at_once)
                except WouldBlock:
                    with self._lock:
                        self._waiting.add(position)
                    continue
                except Exception as error:
                    self._end(position, error)
                    return
                self._end(position, None)
                progress = True

    def _claimed(self, position: int) -> bool:
        with self._lock:
            if position not in self._waiting or self._first_error is not None or not self._is_ready(position):
                return False
            self._waiting.discard(position)
            return True

    def _is_ready(self, position: int) -> bool:
        return self._done.issuperset(self._segments[position][1])

    def start_ready(self) -> None:
        """Start a thread for each segment that waits for no other."""
        with self._lock:
            if self._first_error is not None:
                return
            for position in [position for position in sorted(self._waiting) if self._is_ready(position)]:
                thread = threading.Thread(target=self._run_one, args=(position,), name="headrace-segment")
                thread.start()  # what it does at its end needs the lock
                self._threads[position] = thread
                self._waiting.discard(position)
                self._helped_by(1)

    def _run_one(self, position: int) -> None:
        function = self._segments[position][0]
        try:
            if self._context is None:
                ignoring_float_errors(function, self._together)
            else:
                self._context.copy().run(ignoring_float_errors_in_callers_context, function, self._together)
        except BaseException as error:
            self._end(position, error)
        else:
            self._end(position, None)
            self.start_ready()
        with self._lock:
            self._threads.pop(position, None)
            self._over.append(threading.current_thread())
            self._helped_by(-1)
            self._one_ended.notify_all()

    def _end(self, position: int | None, error: BaseException | None) -> None:
        with self._lock:
            if position is not None:
                self._done.add(position)
            is_first = error is not None and self._first_error is None
            if is_first:
                self._first_error = error
        if is_first:
            self._together.cancel("another operation of this step failed")

    def _helped_by(self, more: int) -> None:
        """So many threads more work on the step."""
        if self._together.mover is not None:
            self._together.mover.helped_by(more)

    def _wait_for_threads(self) -> None:
        """Return when all have ended. May be interrupted at any moment, and called again."""
        own_turn().give_up()  # the thread's next step takes it again
        with self._lock:
            while self._threads:
                self._helped_by(-1)
                try:
                    self._one_ended.wait()
                finally:
                    self._helped_by(1)
            over, self._over = self._over, []
        for thread in over:
            thread.join()


class _Watch:
    """Helps steps whose calling thread is in code of users for more than a moment.

    A step that is over by then has cost an entry in a dict. One thread looks at all of them; it lives as long as there are
    steps, and a moment longer.
    """

    def __init__(self) -> None:
        self._lock = renewed(threading.Lock())
        # Guarded by _lock:
        self._looks: dict[_Step, int] = {}
        self._thread: threading.Thread | None = None

    def add(self, step: _Step) -> None:
        with self._lock:
            self._looks[step] = 0
            if self._thread is None or not self._thread.is_alive():  # it is dead after a fork
                self._thread = threading.Thread(target=self._look, name="headrace-watch", daemon=True)
                self._thread.start()

    def remove(self, step: _Step) -> None:
        with self._lock:
            del self._looks[step]

    def _look(self) -> None:
        idle = 0
        while True:
            time.sleep(_TICK)
            with self._lock:
                idle = 0 if self._looks else idle + 1
                if idle > _IDLE_TICKS:
                    self._thread = None
                    return
                late = [step for step, looks in self._looks.items() if looks]
                for step in self._looks:
                    self._looks[step] += 1
            for step in late:
                step.start_ready()


_watch = _Watch()

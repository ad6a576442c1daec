"""Crew: threads that work for a flow."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.watched import spans
from headrace.graph.types.errors import CancelledError

from ...diagnosis.stacks import doing
from ...runners.pace import Pace

_WORTH_A_ROW = 2e-5
"""Seconds that a thread must wait for a traced run to show it."""

_CORES = os.cpu_count() or 1

new_thread: Callable[..., Any] = threading.Thread
"""Makes threads; looked up for each, as `conditions.new_lock`."""

PATIENCE = 0.3
"""Seconds after which a thread that stays in the program's own code is not waited for."""

_log = logging.getLogger("headrace")

_CLOSED = "The iterator was closed, or is no longer used"


class Ahead:
    """What those share that read ahead in one iterator, in all passes that it begins.

    Args:
      run: their threads work as long as its session.
    """

    def __init__(self, run: RunContext) -> None:
        self.run = run
        self._paces: dict[object, Pace] = {}

    def pace(self, of: object) -> Pace:
        """Whether to let a thread read ahead for a dataset now: for as many as are at work at once, its user and the thread."""
        if of not in self._paces:
            self._paces[of] = Pace(min(_CORES, 2))
        return self._paces[of]


class Crew:
    """Threads that work for a flow, and the lock of what they share with it.

    They know nothing of the flow itself, so that one that nobody refers to any more is forgotten, and lets them go.

    Args:
      run: what the flow was begun in; they work as long as its session.

    Attributes:
      changed: what all wait on; its lock guards what they share.
      run: what they work under.
      closed: whether they are to end.
      fault: what one of them has died of.
      rests: whether they begin no step until somebody asks for elements. Guarded by the lock of `changed`.
      seconds: how long they have worked, in all their steps together.
    """

    def __init__(self, run: RunContext) -> None:
        while run.parent is not None:
            run = run.parent
        self.changed = Condition()
        self.run = RunContext(parent=run)
        self.closed = self.rests = False
        self.fault: BaseException | None = None
        self.threads: list[Any] = []
        self._running: set[int] = set()  # the numbers of those that have begun and not ended
        self._then: Callable[[], None] | None = None  # what the last of them does that ends
        self._at_work = 0  # how many are in a step
        self._still = 0  # how many want that nobody begins one
        self._ended = 0.0  # seconds of all steps that have ended
        self._begun: dict[int, float] = {}  # when each thread began its step

    def start(self, works: list[Callable[[], Any]], name: str) -> None:
        """Start a thread for each of these, unless there are any."""
        if self.threads or self.closed:
            return
        try:
            self.threads = [new_thread(target=self._do, args=(work,), name=name, daemon=True) for work in works]
            for thread in self.threads:
                thread.of_headrace = True
                thread.start()
        except BaseException:  # a signal's too: Python does not tell then whether a thread has started
            self.stop()
            raise

    def _do(self, work: Callable[[], Any]) -> None:
        with self.changed.lock:
            self._running.add(threading.get_ident())
        try:
            self._work(work)
        finally:
            with self.changed.lock:
                self._running.discard(threading.get_ident())
                then, self._then = (None, self._then) if self._running else (self._then, None)
            if then is not None:
                then()

    def _work(self, work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:
            with self.changed.lock:
                if not self.closed and self.fault is None:
                    self.fault = error
                self.changed.notify_all()

    def begin_step(self, until: Callable[[], bool]) -> bool:
        """Wait, as one of them, with the lock held, to begin a step. Returns whether to go on.

        Raises:
          CancelledError: they are to end.
        """
        began = time.monotonic() if spans.recordings else 0.0
        self.run.wait_for(self.changed, lambda: self.closed or (not (self._still or self.rests) and until()))
        if self.closed:
            return False
        self._begun[threading.get_ident()] = now = time.monotonic()
        if spans.recordings and now - began > _WORTH_A_ROW:
            spans.note(self.run, threading.current_thread().name, "waits for room", began)
        self._at_work += 1
        return True

    def end_step(self) -> None:
        """A step has ended. The lock is held."""
        self._at_work -= 1
        self.changed.notify_all()
        began = self._begun.pop(threading.get_ident())
        self._ended += time.monotonic() - began
        if spans.recordings:
            spans.note(self.run, threading.current_thread().name, "gets elements", began)

    @property
    def is_still(self) -> bool:
        """Whether none of them is in a step. The lock is held."""
        return self._at_work == 0

    def at_work(self) -> tuple[int, ...]:
        """The numbers of those that are in a step, as `threading` has them."""
        return tuple(self._begun)

    @property
    def seconds(self) -> float:
        now = time.monotonic()
        return self._ended + sum([now - began for began in tuple(self._begun.values())])

    @contextlib.contextmanager
    def standing_still(self) -> Iterator[None]:
        """A block in which none of them is in a step; such blocks may stand in each other."""
        with self.changed.lock:
            self._still += 1
        try:
            with self.changed.lock:
                self.run.wait_for(self.changed, lambda: self.is_still or self.fault is not None)
            yield
        finally:
            with self.changed.lock:
                self._still -= 1
                self.changed.notify_all()

    def rest(self) -> None:
        """Have them begin no step until somebody asks for elements."""
        with self.changed.lock:
            self.rests = True

    def go_on(self) -> None:
        """Somebody asks for elements."""
        with self.changed.lock:
            self.rests = False
            self.changed.notify_all()

    def forget_threads(self) -> bool:
        """Be told that they are gone, in a forked process: others begin instead. Returns whether one was amid a step."""
        is_torn = self._at_work > 0
        self.threads, self._running, self._begun = [], set(), {}
        self._at_work = self._still = 0
        self.rests = False
        self.run = RunContext(parent=self.run.parent)  # the lock of the other one may be held for ever
        return is_torn

    def check(self) -> None:
        """Raises what one of them has died of; CancelledError where they are to end."""
        if self.fault is not None:
            raise self.fault
        if self.closed:
            raise CancelledError(None, None, _CLOSED)

    def stop(self) -> None:
        """Have them end, each as soon as it can."""
        self.closed = True
        self.run.cancel(_CLOSED)
        with self.changed.lock:
            self.changed.notify_all()

    def close(self, then: Callable[[], None]) -> None:
        """Have them end, wait until they have, and call `then`.

        Those that stay in the program's own code are not waited for: the last of them calls `then`.
        """
        self.stop()
        until = time.monotonic() + PATIENCE
        for thread in self.threads:
            if thread is not threading.current_thread() and thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))
                while thread.is_alive() and not is_left_behind(thread):
                    thread.join(PATIENCE)
        with self.changed.lock:
            waits = self._running and threading.get_ident() not in self._running
            self._then = then if waits else None
        if not waits:
            then()


def is_left_behind(thread: threading.Thread) -> bool:
    """Whether a thread that has to end, and has had time to, is not waited for: it stays in the program's own code, which
    nothing can end. The log tells of it."""
    found = doing(thread)
    if found.kind != "user code":
        return False
    _log.warning("%s is not waited for: it %s at %s", thread.name, found.what, found.place)
    return True

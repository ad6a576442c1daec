"""What may end a wait early: a deadline, a cancellation, or the finding that the wait is in vain."""

from __future__ import annotations

import time
from collections.abc import Callable

from headrace.formats.records import RawRecord

from ..types.errors import CancelledError, DeadlineExceededError
from . import conditions
from .conditions import Condition, longest_wait
from .steps.movement import Mover
from .turns import own_turn

_LATE = "Timed out waiting for notification"

Watchdog = Callable[[float], float | None]


class WouldBlock(Exception):
    """A kernel called with `nowait` has to wait; nothing has changed. Never reaches users."""


class RunContext:
    """The part of a `Session.run` that its blocking kernels share.

    A session has one without a deadline for all its runs; a run with a time limit has one of its own below it.

    Args:
      timeout: seconds from now until waits raise DeadlineExceededError, or None.
      parent: a context whose cancellation also cancels this one.
      nowait: raise WouldBlock where a wait would begin.

    Attributes:
      taken: where kernels that take records from a source note each, as a function that gives it; None: nobody wants to know.
      mover: the thread that repeats this run, with all contexts below it; None where nobody does.
    """

    def __init__(self, timeout: float | None = None, parent: RunContext | None = None, nowait: bool = False) -> None:
        self.taken: list[Callable[[], RawRecord]] | None = None if parent is None else parent.taken
        self.deadline = None if timeout is None else time.monotonic() + timeout
        self.nowait = nowait
        self.mover: Mover | None = None if parent is None else parent.mover
        self._parent = parent
        self._lock = conditions.new_lock()
        self._waits: dict[object, Condition] = {}  # guarded by _lock: what each wait waits on
        self._cancelled: str | None = None  # guarded by _lock: why

    @property
    def parent(self) -> RunContext | None:
        return self._parent

    def about_to_wait(self) -> None:
        """Tell who waits for threads to stand still that this one does: with the lock held under which it can be seen."""
        if self.mover is not None:
            self.mover.gate.changed()

    def cancel(self, message: str) -> None:
        """Wake all who wait under this context; they and all later waits raise CancelledError(message)."""
        with self._lock:
            self._cancelled = message
            waited_on = set(self._waits.values())
        for condition in waited_on:
            with condition.lock:
                condition.notify_all()

    def seconds_left(self) -> float | None:
        """Seconds until the deadline (0 when it has passed), None without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def wait_for(
        self,
        condition: Condition,
        predicate: Callable[[], bool],
        watchdog: Watchdog | None = None,
        for_room: bool = False,
    ) -> None:
        """Wait on `condition`, whose lock is held, until `predicate()` is true.

        Args:
          watchdog: called with the lock held and the seconds waited so far, at the start and after every wake; returns
            in how many seconds it wants to be called again at the latest (None: no need), or raises to end the wait.
          for_room: whether the wait is one for room in a queue. A thread that takes turns with others (`turns`) keeps its
            own for a moment where they could only wait for the same.

        Raises:
          WouldBlock: the predicate is false and this context is `nowait`.
          DeadlineExceededError: the deadline has passed.
          CancelledError: this context or its parent was cancelled.
        """
        if predicate():
            return
        if self.nowait:
            raise WouldBlock
        turn = own_turn()
        keeps = turn.begin_wait(for_room)
        started = time.monotonic()
        longest = longest_wait()
        wait = object()
        try:
            self._register(wait, condition)
            while not predicate():
                self._raise_if_cancelled()
                patience = watchdog(time.monotonic() - started) if watchdog is not None else None
                if longest is not None:
                    patience = longest if patience is None else min(longest, patience)
                if self.deadline is not None:
                    left = self.deadline - time.monotonic()
                    if left <= 0:
                        raise DeadlineExceededError(None, None, _LATE)
                    patience = left if patience is None else min(left, patience)
                if keeps:
                    left = started + keeps - time.monotonic()
                    if left <= 0:
                        turn.give_up()
                        keeps = 0.0
                    else:
                        patience = left if patience is None else min(left, patience)
                condition.wait(patience)
        finally:
            self._unregister(wait)
            turn.end_wait(for_room, time.monotonic() - started)

    def check(self) -> None:
        """Raises CancelledError where this context or its parent was cancelled, DeadlineExceededError after the deadline."""
        self._raise_if_cancelled()
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise DeadlineExceededError(None, None, _LATE)

    def _raise_if_cancelled(self) -> None:
        with self._lock:
            cancelled = self._cancelled
        if cancelled is not None:
            raise CancelledError(None, None, cancelled)
        if self._parent is not None:
            self._parent._raise_if_cancelled()

    def _register(self, wait: object, condition: Condition) -> None:
        with self._lock:
            self._waits[wait] = condition
        if self._parent is not None:
            self._parent._register(wait, condition)

    def _unregister(self, wait: object) -> None:
        with self._lock:
            self._waits.pop(wait, None)
        if self._parent is not None:
            self._parent._unregister(wait)


FOREVER = RunContext()
"""The context of calls made outside any session: no deadline, never cancelled."""

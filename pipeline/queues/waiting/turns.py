"""Whose turn it is at a queue: two lines of waiting threads, the room, and who may go on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from headrace.graph.runtime.run_context import RunContext, Watchdog, WouldBlock
from headrace.graph.types.errors import CancelledError, OutOfRangeError

from .. import messages
from ..storage.columns import Columns
from .line import Line, Waiter
from .waits import PLAIN_WATCH, Watch, waiting

_UNBOUNDED = sys.maxsize


class Turns:
    """The state of a queue that waiting depends on. All methods are called with the lock held.

    Args:
      capacity, held_back, name: as for `Queue`.
      storage: its size is the queue's.
      kind: what messages about a single element, or a closed queue, call the queue's kind.
    """

    def __init__(self, storage: Columns, capacity: int, held_back: int, name: str, kind: str) -> None:
        self.name = name
        self.watch: Watch = PLAIN_WATCH
        self.failure: BaseException | None = None
        self.false_alarms = 0
        self._short_kind = kind
        self._limit = _UNBOUNDED if capacity < 0 else capacity
        # Re-entrant: a watchdog is called with the lock held, and a signal's handler may ask for the statistics.
        self._lock = threading.RLock()
        # All below is guarded by _lock.
        self._storage = storage
        self._held_back = held_back
        self._closed = False
        self._void_reservations = False
        self._reserved = 0
        self._leased = 0
        self._full_at = self._limit  # from this size on a putter must look closer
        self._over: str | None = None  # why nobody can use the queue any more
        self._takers = Line()
        self._putters = Line()
        self._waiting_takers = self._takers.waiters
        self._waiting_putters = self._putters.waiters

    def _take_turn(
        self,
        line: Line,
        waiter: Waiter,
        run: RunContext,
        undo: Callable[[Any], None] | None = None,
        watchdog: Watchdog | None = None,
    ) -> Any:
        """Make a call's attempt when it is this thread's turn, again and again until it is done; return its result.

        Args:
          undo: takes back what a successful attempt did, where the thread is interrupted before it learns of it.
          watchdog: as in RunContext.wait_for.
        """
        try:
            if not line.waiters:
                waiter.attempt(waiter)
            if not waiter.done:
                if run.nowait:
                    raise WouldBlock
                line.join(waiter, self._lock)
            self._serve()  # also a taker who waits: one who wants more than the capacity makes room for putters
            if not waiter.done:
                with waiting(self, line is self._putters, waiter.needs, run):
                    run.wait_for(waiter.condition, lambda: waiter.done, watchdog)
        except BaseException:
            line.leave(waiter)
            if waiter.done and waiter.error is None and undo is not None:
                undo(waiter.result)
            self._serve()
            raise
        if waiter.error is not None:
            raise waiter.take_error()
        return waiter.result

    def _serve(self) -> None:
        """Let the heads of both lines go on as far as they can."""
        going = True
        while going:
            going = bool(self._waiting_takers) and self._takers.serve_head()
            if self._waiting_putters:
                size = self._storage.size
                going |= self._putters.serve_head() or self._storage.size != size

    def _watch_taker(self, seconds: float) -> float | None:
        return self.watch.taker(self, seconds)

    def _watch_putter(self, seconds: float) -> float | None:
        return self.watch.putter(self, seconds)

    @property
    def moved_in(self) -> int:
        """How many elements have come in so far."""
        return self._storage.removed + self._storage.size

    @property
    def moved_out(self) -> int:
        """How many elements have gone out so far."""
        return self._storage.removed - self._leased

    def _room(self) -> int:
        """How many elements may come in now. A taker at the head that wants more than the capacity gets them.

        Raises CancelledError where the queue is closed, or its session.
        """
        if self._closed:
            closed = messages.CLOSED.format(kind=self._short_kind, name=self.name)
            raise self._because(CancelledError, closed)
        limit = self._limit
        if self._waiting_takers:
            limit = max(limit, self._waiting_takers[0].needs + self._held_back)
        return limit - self._storage.size - self._reserved - self._leased

    def _count_room(self) -> None:
        self._full_at = -1 if self._closed else self._limit - self._reserved - self._leased

    def _takeable(self, wanted: int, partial_ok: bool, kind: str) -> int:
        """How many elements a taker gets who wants so many: 0 if it must wait.

        Raises OutOfRangeError where waiting is in vain, CancelledError where the session is closed.
        """
        size = self._storage.size
        if size - self._held_back >= wanted:
            return wanted
        if not self._closed:
            return 0
        if partial_ok and size and self._over is None:
            return size
        if self._leased and size + self._leased >= (1 if partial_ok else wanted):
            return 0  # leased elements may come back
        message = messages.INSUFFICIENT.format(kind=kind, name=self.name, wanted=wanted, size=size)
        raise self._because(OutOfRangeError, message)

    def _because(self, kind: Any, message: str) -> Any:
        """An error of a closed queue, which tells what ended those who fed it (its `fault`, where there was any)."""
        if self._over is not None:
            return CancelledError(None, None, self._over)
        if self.failure is not None:
            message += messages.FED_UNTIL.format(error=type(self.failure).__name__, message=self.failure)
        error = kind(None, None, message)
        error.fault = error.__cause__ = self.failure
        return error

    def _shut(self, waiter: Waiter | None = None) -> None:
        self._closed = True
        self._held_back = 0
        self._full_at = -1
        if waiter is not None:
            waiter.done = True

    def _shut_and_cancel(self) -> None:
        """Let nothing more in, from nobody; may be done again."""
        self._shut()
        self._reserved = 0
        self._void_reservations = True
        self._putters.refuse(lambda: self._because(CancelledError, messages.ENQUEUE_CANCELLED))
        self._serve()

    def _give_back(self, reserved: int) -> None:
        if not self._void_reservations:
            self._reserved -= reserved
            self._count_room()
            self._serve()

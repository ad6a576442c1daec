"""Whose turn it is at a queue: the two lines, the room, and what a waiter waits for."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from headrace.graph.errors import CancelledError, OutOfRangeError
from headrace.graph.run_context import RunContext, WouldBlock

from . import messages
from .line import Line, Place, Waiter
from .storage import Columns

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
        self.taker_watchdog: Callable[[Any, float], float | None] | None = None
        self.failure: BaseException | None = None
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
        self._takers = Line()
        self._putters = Line()
        self._waiting_takers = self._takers.waiters
        self._waiting_putters = self._putters.waiters

    def _room(self) -> int:
        """How many elements may come in now. A taker at the head that wants more than the capacity gets them."""
        limit = self._limit
        if self._waiting_takers:
            limit = max(limit, self._waiting_takers[0].needs + self._held_back)
        return limit - self._storage.size - self._reserved - self._leased

    def _count_room(self) -> None:
        self._full_at = -1 if self._closed else self._limit - self._reserved - self._leased

    def _takeable(self, wanted: int, partial_ok: bool, kind: str) -> int:
        """How many elements a taker gets who wants so many: 0 if it must wait.

        Raises OutOfRangeError where waiting is in vain.
        """
        size = self._storage.size
        if size - self._held_back >= wanted:
            return wanted
        if not self._closed:
            return 0
        if partial_ok and size:
            return size
        if self._leased and size + self._leased >= (1 if partial_ok else wanted):
            return 0  # leased elements may come back
        message = messages.INSUFFICIENT.format(kind=kind, name=self.name, wanted=wanted, size=size)
        raise OutOfRangeError(None, None, message) from self.failure

    def _wait_for_elements(self, wanted: int, partial_ok: bool, run: RunContext, kind: str) -> int:
        """Wait for one's turn and for the elements, and say how many; the caller takes them before it unlocks."""
        if not self._waiting_takers:
            count = self._takeable(wanted, partial_ok, kind)
            if count:
                return count
        if run.nowait:
            raise WouldBlock
        with self._place(self._takers, wanted) as waiter:
            if self._waiting_putters:
                self._wake()  # a taker who wants more than the capacity makes room

            def my_turn() -> bool:
                return self._waiting_takers[0] is waiter and self._takeable(wanted, partial_ok, kind) > 0

            run.wait_for(waiter.condition, my_turn, self._watch)
            return self._takeable(wanted, partial_ok, kind)

    def _place(self, line: Line, needs: int) -> Place:
        return Place(line, self._lock, needs, on_failure=self._wake)

    def _watch(self, seconds: float) -> float | None:
        watchdog = self.taker_watchdog
        return None if watchdog is None else watchdog(self, seconds)

    def _may_put(self, waiter: Waiter) -> bool:
        if waiter.cancelled:
            raise CancelledError(None, None, messages.ENQUEUE_CANCELLED)
        if self._waiting_putters[0] is not waiter:
            return False
        self._check_open()
        return self._room() > 0

    def _may_close(self, waiter: Waiter) -> bool:
        if waiter.cancelled:
            raise CancelledError(None, None, messages.ENQUEUE_CANCELLED)
        return self._waiting_putters[0] is waiter and not self._reserved

    def _check_open(self) -> None:
        if self._closed:
            raise CancelledError(None, None, messages.CLOSED.format(kind=self._short_kind, name=self.name))

    def _wait_for_room(self, run: RunContext) -> None:
        """Wait for one's turn and for room for one element; the caller uses it before it unlocks."""
        if not self._waiting_putters:
            self._check_open()
            if self._room() > 0:
                return
        if run.nowait:
            raise WouldBlock
        with self._place(self._putters, 1) as waiter:
            run.wait_for(waiter.condition, lambda: self._may_put(waiter))

    def _wait_to_close(self, run: RunContext) -> None:
        """Wait until all who came before have put their elements in, and reserved room is given back."""
        if not self._waiting_putters and not self._reserved:
            return
        if run.nowait:
            raise WouldBlock
        with self._place(self._putters, 0) as waiter:
            run.wait_for(waiter.condition, lambda: self._may_close(waiter))

    def _cancel_putters(self) -> None:
        pending = list(self._waiting_putters)
        self._waiting_putters.clear()
        for waiter in pending:
            waiter.cancelled = True
            waiter.condition.notify()
        self._reserved = 0
        self._void_reservations = True

    def _give_back(self, reserved: int) -> None:
        self._reserved -= reserved
        self._count_room()
        self._wake()

    def _wake(self) -> None:
        """Wake the head of each line if it can go on."""
        if self._waiting_takers:
            self._wake_taker()
        if self._waiting_putters:
            head = self._waiting_putters[0]
            if self._closed or (self._room() > 0 if head.needs else not self._reserved):
                head.condition.notify()

    def _wake_taker(self) -> None:
        if self._waiting_takers:
            head = self._waiting_takers[0]
            if self._closed or self._storage.size - self._held_back >= head.needs:
                head.condition.notify()

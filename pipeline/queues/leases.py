"""Leases and reservations: how blocks of elements move from queue to queue, by threads that hold none while they wait.

    source.wait_ready(run)            # among the dequeuers; takes nothing
    room = sink.reserve(limit, run)   # among the enqueuers; room is taken, nothing has moved
    lease = source.lease(room)        # never waits; n is 0 where others were faster
    ...                               # work on lease.columns
    sink.put_reserved(columns, n, room)
    lease.commit(used)                # what was not used goes back to the front

Unlike all else these are for threads that no signal interrupts: all but the main thread.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from headrace.graph.blocks.deferred import expanded
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError

from . import messages
from .state import QueueState
from .storage.columns import Column
from .waiting.wait_list import SOON, Waiter

_MOMENT = 0.01
"""Seconds that a reservation waits for more room than it found."""


class Lease:
    """Elements taken from a queue on trial: their room stays occupied until `commit`.

    Attributes:
      n: how many.
      columns: their components (a list of n arrays where a shape isn't fully known); empty where n is 0.
    """

    __slots__ = ("_state", "_taken", "columns", "n")

    def __init__(self, state: QueueState, n: int, columns: list[Column]) -> None:
        self._state: QueueState | None = state
        self._taken = columns
        self.n = n
        self.columns = expanded(columns)

    def commit(self, used: int) -> None:
        """Keep the first `used` elements; the others go back to the front of the queue, in order."""
        state, self._state = self._state, None
        if state is None:
            raise RuntimeError("a lease can be committed only once")
        if self.n:
            with state.lock:
                unused = self.n - used
                if unused and state.over is None:
                    state.storage.put_back([column[used:] for column in self._taken], unused)
                state.leased -= self.n
                state.count_room()
                state.serve()


def lease(state: QueueState, limit: int) -> Lease:
    """Take up to `limit` elements on trial."""
    with state.lock:
        n = min(limit, state.storage.size - state.min_after_dequeue)
        if n <= 0:
            return Lease(state, 0, [])
        state.sample_fill()
        columns = state.storage.take_singly(n)
        state.leased += n
        state.count_room()
    return Lease(state, n, columns)


def reserve(state: QueueState, limit: int, run: RunContext) -> int:
    """Wait for room, and take it for up to `limit` elements."""
    enough = min(limit, state.useful_block)
    since: float | None = None  # when there was little room first

    def attempt(waiter: Waiter) -> Any:
        nonlocal since
        n = min(limit, state.room())
        if n <= 0:
            since = None
            return None
        if n < enough and not state.dequeuers:
            if since is None:
                since = time.monotonic()
                return SOON
            if time.monotonic() - since < _MOMENT:
                return None
        state.reserved += n
        state.full_at -= n
        waiter.result = n
        waiter.done = True
        return None

    def look_at_the_clock(waited: float) -> float | None:
        if since is None:
            return None
        left = since + _MOMENT - time.monotonic()
        if left <= 0:
            state.serve()
        return max(left, 0.0)

    with state.lock:
        return state.wait_in(state.enqueuers, Waiter(attempt), run, state.give_back, look_at_the_clock)


def put_reserved(state: QueueState, columns: Sequence[Column], n: int, reserved: int) -> None:
    """Put n <= `reserved` elements into reserved room, and give the rest of the room back."""
    with state.lock:
        _check_reservations(state)
        insert = state.storage.put_later(columns, n) if n else None
        if insert is None:
            if n:
                state.storage.put(columns, n)
            state.give_back(reserved)
            return
    try:
        insert.write()
    except BaseException:
        with state.lock:
            insert.leave()
        raise
    with state.lock:
        if state.reservations_void:
            insert.leave()
        _check_reservations(state)
        insert.join()
        state.give_back(reserved)


def _check_reservations(state: QueueState) -> None:
    if state.reservations_void:
        raise CancelledError(None, None, state.over or messages.ENQUEUE_CANCELLED)

"""Leases and reservations: how blocks of elements move from queue to queue, by threads that hold none while they wait.

    source.wait_ready(run)            # among the dequeuers; takes nothing
    room = sink.reserve(limit, run)   # among the enqueuers; room is taken, nothing has moved
    lease = source.lease(room)        # never waits; n is 0 where others were faster
    ...                               # work on lease.columns
    sink.put_reserved(columns, n, room)
    lease.commit(used)                # what was not used goes back to the front

A lease is not bound by the capacity of its queue: while a call waits to put several elements in, each one that is leased
makes room for the next of them, as if it were taken by itself. So a queue of 32 names of files that a producer keeps full
gives hundreds at once.

Unlike all else these are for threads that no signal interrupts: all but the main thread.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.graph.blocks.deferred import expanded
from headrace.graph.blocks.origins import Origin
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError

from . import messages
from .attempts import still_to_put
from .state import QueueState
from .storage.sizes import Column
from .waiting.wait_list import SOON, Waiter

_MOMENT = 0.01
"""Seconds that a reservation waits for more room than it found."""


class Lease:
    """Elements taken from a queue on trial: their room stays occupied until `commit`.

    Args:
      state: of the queue.
      n: how many.
      columns: their components (a list of n arrays where a shape isn't fully known); empty where n is 0.
      nbytes: their bytes, where those are limited.
    """

    __slots__ = ("_nbytes", "_state", "_taken", "columns", "n")

    def __init__(self, state: QueueState, n: int, columns: list[Column], nbytes: int = 0) -> None:
        self._state: QueueState | None = state
        self._taken = columns
        self._nbytes = nbytes
        self.n = n
        self.columns = expanded(columns)

    def commit(self, used: int) -> None:
        """Keep the first `used` elements; the others go back to the front, in order. RuntimeError: a second call."""
        state, self._state = self._state, None
        if state is None:
            raise RuntimeError("a lease can be committed only once")
        if self.n:
            with state.lock:
                unused = self.n - used
                state.leased -= self.n
                if state.memory is not None:
                    state.memory.leased -= self._nbytes
                if state.over is None:
                    if unused:
                        state.storage.put_back([column[used:] for column in self._taken], unused)
                    if state.ahead:
                        _give_back_to_lender(state)
                state.count_room()
                state.serve()
            if state.memory is not None:
                state.memory.settle()


def lease(state: QueueState, limit: int) -> Lease:
    """Take up to `limit` elements on trial."""
    with state.lock:
        ready = state.storage.size - state.min_after_dequeue
        if ready <= 0:
            return Lease(state, 0, [])
        state.sample_fill()
        if ready < limit and state.enqueuers:
            ready += _borrow(state, limit)
        n = min(limit, ready)
        columns = state.storage.take_singly(n)
        state.leased += n
        nbytes = 0 if state.memory is None else state.memory.lease(columns)
        state.count_room()
    return Lease(state, n, columns, nbytes)


def _borrow(state: QueueState, limit: int) -> int:
    """Let in elements of a call that waits to put several in: one for each that is about to be leased.

    One stays with the call, which so is not done before the lease is; what is given back drives others back to it.

    Returns:
      how many came.
    """
    lender, storage, beyond = state.enqueuers[0], state.storage, state.beyond_room()
    if (
        lender.columns is None
        or lender.done
        or (beyond and lender is not state.lender)
        or storage.size + state.reserved + state.leased - beyond > state.limit
        or state.dequeuers
        or state.closed
        or state.memory is not None
        or not storage.in_order
        or not all(type(column) in (np.ndarray, list) for column in lender.columns)
    ):
        return 0
    count = min(limit, lender.left - 1)
    if count > 0:
        storage.put(still_to_put(lender, count), count, lender)
        state.lender, state.ahead = lender, beyond + count
    return max(count, 0)


def _give_back_to_lender(state: QueueState) -> None:
    """Where more is in than there is room for, what came ahead is the lender's to put in again, if it still can."""
    lender = state.lender
    beyond = state.beyond_room()
    count = min(beyond, state.storage.size + state.reserved - state.limit)
    if count > 0:
        columns = expanded(state.storage.unput(count))
        beyond -= count
        if lender is not None and not lender.done and lender in state.enqueuers:
            lender.columns = [
                _joined(column, rest) for column, rest in zip(columns, still_to_put(lender, lender.left), strict=True)
            ]
            lender.left += count
    state.ahead = beyond
    if not beyond:
        state.lender = None


def _joined(first: Column, then: Column) -> Column:
    return [*first, *then] if list in (type(first), type(then)) else np.concatenate((first, then))


def reserve(state: QueueState, limit: int, run: RunContext) -> int:
    """Wait for room, and take it for up to `limit` elements."""
    enough = min(limit, state.useful_block)
    if state.memory is not None:
        enough = min(enough, state.memory.useful_block())
    with state.lock:
        n = min(limit, state.full_at - state.storage.size)
        if n >= enough and not state.enqueuers and (n == limit or not state.dequeuers):
            state.reserved += n
            state.full_at -= n
            return n
    return _wait_for_room(state, limit, enough, run)


def _wait_for_room(state: QueueState, limit: int, enough: int, run: RunContext) -> int:
    since: float | None = None  # when there was little room first

    def attempt(waiter: Waiter) -> Any:
        nonlocal since
        n = state.room(limit)
        if n <= 0:
            since = None
            return None
        if n < enough and not state.dequeuers:
            begins = since is None
            since = time.monotonic() if since is None else since
            if begins or time.monotonic() - since < _MOMENT:
                if state.memory is not None:
                    state.memory.disclaim()
                return SOON if begins else None
        state.ahead = 0
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


def put_reserved(state: QueueState, columns: Sequence[Column], n: int, reserved: int, origin: Origin | None = None) -> None:
    """Put n <= `reserved` elements into reserved room, and give the rest of the room back."""
    with state.lock:
        _check_reservations(state)
        if origin is not None:
            state.storage.expect_one(origin, n)
        try:
            insert = state.storage.put_later(columns, n) if n else None
            if insert is None and n:
                state.storage.put(columns, n)
        finally:
            state.storage.expect_unknown()
        if insert is None:
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

"""How blocks of elements move from queue to queue, by threads that hold none while they wait.

    source.wait_ready(run)            # in the takers' line; takes nothing
    room = sink.reserve(limit, run)   # in the putters' line; room is taken, nothing has moved
    lease = source.lease(room)        # never waits; n is 0 where others were faster
    ...                               # work on lease.columns
    sink.put_reserved(columns, n, room)
    lease.commit(used)                # what was not used goes back to the front

Unlike the other methods these are for threads that no signal interrupts: all but the main thread.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from headrace.graph.blocks.deferred import expanded
from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import CancelledError

from .. import messages
from ..policies.base import Policy
from ..storage.columns import Column
from .line import SOON, Waiter

_MOMENT = 0.01
"""Seconds that a putter waits for more room than it found."""


class Lease:
    """Elements taken from a queue on trial: their room stays occupied until `commit`.

    Attributes:
      n: how many.
      columns: their components (a list of n arrays where a shape isn't fully known); empty where n is 0.
    """

    __slots__ = ("_queue", "_stored", "columns", "n")

    def __init__(self, queue: BlockMethods, n: int, columns: list[Column]) -> None:
        self._queue: BlockMethods | None = queue
        self._stored = columns
        self.n = n
        self.columns = expanded(columns)

    def commit(self, used: int) -> None:
        """Keep the first `used` elements; the others go back to the front of the queue, in order."""
        queue, self._queue = self._queue, None
        if queue is None:
            raise RuntimeError("a lease can be committed only once")
        if self.n:
            queue._end_lease(self, used)


class BlockMethods(Policy):
    """The methods of a queue for blocks."""

    _worthwhile: int
    """How much room is enough for a block that is worth its while."""

    @abstractmethod
    def _sample(self) -> None:
        """Note how full the queue is, for the statistics."""

    @abstractmethod
    def _storable(self, columns: Sequence[Column]) -> Sequence[Column]:
        """The columns as the storage takes them."""

    def reserve(self, limit: int, run: RunContext = FOREVER) -> int:
        """Wait until there is room for one element; take room for up to `limit` >= 1, and say for how many.

        Where there is little room and nobody waits for elements, it waits a moment for more: small blocks cost more.

        Raises: as `enqueue`.
        """
        enough = min(limit, self._worthwhile)
        since: float | None = None  # when there was little room first

        def attempt(waiter: Waiter) -> Any:
            nonlocal since
            n = min(limit, self._room())
            if n <= 0:
                since = None
                return None
            if n < enough and not self._waiting_takers:
                if since is None:
                    since = time.monotonic()
                    return SOON
                if time.monotonic() - since < _MOMENT:
                    return None
            self._reserved += n
            self._full_at -= n
            waiter.result = n
            waiter.done = True
            return None

        def look_at_the_clock(waited: float) -> float | None:
            if since is None:
                return None
            left = since + _MOMENT - time.monotonic()
            if left <= 0:
                self._serve()
            return max(left, 0.0)

        with self._lock:
            return self._take_turn(self._putters, Waiter(attempt), run, self._give_back, look_at_the_clock)

    def put_reserved(self, columns: Sequence[Column], n: int, reserved: int) -> None:
        """Put n <= `reserved` elements into reserved room without waiting, and give the rest of the room back.

        Raises:
          CancelledError: the queue was closed with `cancel_pending_enqueues` meanwhile; nothing goes in.
        """
        columns = self._storable(columns)
        with self._lock:
            self._check_reservations()
            arrival = self._put_later(columns, n) if n else None
            if arrival is None:
                if n:
                    self._put(columns, n)
                self._give_back(reserved)
                return
        try:
            arrival.write()
        except BaseException:
            with self._lock:
                arrival.leave()
            raise
        with self._lock:
            if self._void_reservations:
                arrival.leave()
            self._check_reservations()
            arrival.join()
            self._give_back(reserved)

    def _check_reservations(self) -> None:
        if self._void_reservations:
            raise CancelledError(None, None, self._over or messages.ENQUEUE_CANCELLED)

    def release(self, reserved: int) -> None:
        """Give reserved room back."""
        with self._lock:
            self._give_back(reserved)

    def wait_ready(self, run: RunContext = FOREVER) -> None:
        """Wait, like `dequeue`, until an element could be taken; take nothing.

        Raises: as `dequeue`.
        """
        with self._lock:
            self._take_turn(self._takers, Waiter(self._try_ready, needs=1), run, watchdog=self._watch_taker)

    def lease(self, limit: int) -> Lease:
        """Take up to `limit` elements on trial, without waiting and without regard to the line; maybe none.

        Call it after `wait_ready`, which keeps to the line.
        """
        with self._lock:
            n = min(limit, self._storage.size - self._held_back)
            if n <= 0:
                return Lease(self, 0, [])
            self._sample()
            columns = self._take_singly(n)
            self._leased += n
            self._count_room()
        return Lease(self, n, columns)

    def _try_ready(self, waiter: Waiter) -> None:
        if self._takeable(1, False, self._short_kind):
            waiter.done = True

    def _end_lease(self, lease: Lease, used: int) -> None:
        with self._lock:
            unused = lease.n - used
            if unused and self._over is None:
                self._put_back([column[used:] for column in lease._stored], unused)
            self._leased -= lease.n
            self._count_room()
            self._serve()

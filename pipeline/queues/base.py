"""Queue: all the locking, waiting, closing and cancelling of every queue. Which element leaves next is a policy's.

Three layers, each on the one below:

  plain     enqueue, enqueue_many, dequeue, dequeue_many, dequeue_up_to: convert and check values (plain.py).
  kernels   put, put_many, take, take_many: for elements whose types and shapes are right already. A component is an
            array, a NumPy scalar or `bytes`; a column is an array [n] + shape, `Records`, or a list of n arrays where
            the shape isn't fully known. `signature.check(...)` is for where a graph cannot prove the shapes.
            take() gives scalars as NumPy scalars or `bytes`; what is taken is the caller's to keep and to change.
            What is put is copied, unless its shape isn't known: then it must not be changed afterwards.
  blocks    reserve, put_reserved, wait_ready, lease: for threads that move n records from queue to queue and must hold
            none while they wait (block_methods.py).

Takers wait in one line, putters in another, first come, first served, as in TensorFlow. Whoever changes the queue does
for the heads of the lines what they wait to do, and then wakes them: a thread that wakes up is done, and a line never
waits for a thread to get the processor. (Four putters who wait were served ten times as fast as by waking them to try.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from headrace.formats.records import Records
from headrace.graph.blocks.deferred import CompactColumn, expanded
from headrace.graph.runtime.run_context import FOREVER, RunContext, WouldBlock
from headrace.graph.types.dtypes import string
from headrace.graph.types.errors import CancelledError, invalid

from . import messages
from .components import Components
from .plain import PlainMethods, limited
from .statistics import QueueStatistics
from .storage.columns import Column, Columns
from .waiting.leases import BlockMethods
from .waiting.line import Waiter
from .waiting.turns import Turns
from .waiting.waits import PLAIN_WATCH


class Queue(PlainMethods, BlockMethods):
    """The base of all queues. A policy names its storage and defines five methods (policy.py).

    Args:
      capacity: most elements held, >= 0; -1: no limit. 0: an element passes only to a taker that waits for it.
      signature: the components of an element.
      name: what messages call the queue.
      held_back: elements that stay behind as long as the queue is open.

    Attributes:
      watch: asked, with the lock held, when a taker or a putter begins to wait and after every wake (waits.Watch). It
        may ask this queue for its size and statistics, and must not wait for a lock under which others call a queue.
      failure: the error that ended whoever fed this queue; becomes the cause of errors that the closed queue raises.
      false_alarms: how often the log told of a wait that then had a good end.

    Raises:
      InvalidArgumentError: the capacity is out of range.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    storage_type: ClassVar[Callable[..., Columns]]
    kind_of_single: ClassVar[str | None] = None
    """What messages about a single element, or a closed queue, call the kind where it is not `kind`."""

    def __init__(self, capacity: int, signature: Components, name: str, held_back: int = 0) -> None:
        if capacity < -1:
            message = messages.BAD_CAPACITY.format(label=self.label, name=name, capacity=capacity)
            raise invalid(message)
        storage = self.storage_type(signature.dtypes, signature.shapes, capacity)
        Turns.__init__(self, storage, capacity, held_back, name, self.kind_of_single or self.kind)
        self.capacity = capacity
        self.signature = signature
        self._worthwhile = max(1, (self._limit - held_back) // 4)
        self._has_texts = string in signature.dtypes
        # Guarded by _lock:
        self._fill = [0] * 10
        self._fill_unit = max(1, self._limit)

    # -- closing, and what the queue says about itself ----------------------------------------------------------------

    def close(self, cancel_pending_enqueues: bool = False, *, run: RunContext = FOREVER, timeout: float | None = None) -> None:
        """Let no more elements in. What is in can still be taken.

        Args:
          cancel_pending_enqueues: fail those who wait for room with CancelledError instead of waiting for them.

        Raises:
          CancelledError: the queue is closed already (unless cancelling), or another close cancelled this one.
        """
        with self._lock:
            if not cancel_pending_enqueues:
                waiter = Waiter(self._try_close)
                self._take_turn(self._putters, waiter, limited(run, timeout), watchdog=self._watch_putter)
                return
            try:
                self._shut_and_cancel()
            except BaseException:
                self._shut_and_cancel()
                raise

    def let_go(self, reason: str) -> None:
        """Give back all that is in the queue and end all waits: the session is closed.

        Who uses the queue after that, or waits now, gets CancelledError(reason).
        """
        with self._lock:
            self._over = reason
            self._shut_and_cancel()
            self._takers.refuse(lambda: CancelledError(None, None, reason))
            self._keep_in(self.storage_type(self.signature.dtypes, self.signature.shapes, 0))
            self.watch, self.failure = PLAIN_WATCH, None

    def size(self) -> int:
        """How many elements are in the queue."""
        return self._storage.size

    def is_closed(self) -> bool:
        """Whether the queue lets no more elements in."""
        return self._closed

    def statistics(self) -> QueueStatistics:
        """What has happened so far, and who waits now."""
        with self._lock:
            now = time.monotonic()
            return QueueStatistics(
                name=self.name,
                kind=self.kind,
                capacity=self.capacity,
                size=self._storage.size,
                enqueued=self._storage.removed + self._storage.size,
                dequeued=self._storage.removed - self._leased,
                blocked_enqueues=len(self._waiting_putters),
                blocked_dequeues=len(self._waiting_takers),
                seconds_enqueues_blocked=self._putters.blocked_seconds(now),
                seconds_dequeues_blocked=self._takers.blocked_seconds(now),
                fill=tuple(self._fill) if self.capacity >= 0 else (),
            )

    def expect_feeders(self, threads: int) -> None:
        """Be told that so many threads of a queue runner begin to put elements in."""

    # -- kernels -----------------------------------------------------------------------------------------------------

    def put(self, components: Sequence[Any], run: RunContext = FOREVER) -> None:
        """`enqueue` of components that are right already."""
        with self._lock:
            if self._waiting_putters or self._storage.size >= self._full_at:
                self._take_turn(self._putters, self._putting_one(components), run, watchdog=self._watch_putter)
                return
            try:
                self._put_one(components)
                if self._waiting_takers and self._storage.size - self._held_back >= self._waiting_takers[0].needs:
                    self._serve()
            except BaseException:
                self._serve()
                raise

    def put_many(self, columns: Sequence[Column], run: RunContext = FOREVER) -> None:
        """`enqueue_many` of columns that are right already. A `nowait` run puts all in or nothing."""
        n = len(columns[0])
        if n == 0:
            return
        columns = self._storable(columns)
        with self._lock:
            if self._waiting_putters or self._storage.size + n > self._full_at:
                if run.nowait and self._room() < n:
                    raise WouldBlock
                self._take_turn(self._putters, self._putting(columns, n), run, watchdog=self._watch_putter)
                return
            try:
                self._put(columns, n)
                if self._waiting_takers:
                    self._serve()
            except BaseException:
                self._serve()
                raise

    def take(self, run: RunContext = FOREVER) -> list[Any]:
        """`dequeue`, without names."""
        with self._lock:
            if self._waiting_takers or self._storage.size <= self._held_back:
                waiter = Waiter(self._try_take, needs=1)
                components = self._take_turn(self._takers, waiter, run, self._untake, self._watch_taker)
            else:
                try:
                    tenth = 10 * self._storage.size // self._fill_unit
                    self._fill[tenth if tenth < 10 else 9] += 1
                    components = self._take_one()
                    if self._waiting_putters:
                        self._serve()
                except BaseException:
                    self._serve()
                    raise
        if CompactColumn in map(type, components):
            return [part.expanded()[0] if type(part) is CompactColumn else part for part in components]
        return components

    def take_many(self, n: int, run: RunContext = FOREVER, partial_ok: bool = False) -> list[Any]:
        """`dequeue_many`, or `dequeue_up_to` where `partial_ok`, without names."""
        if n <= 0 or not self.signature.shapes_given:
            return self._take_nothing(n, partial_ok)

        def attempt(waiter: Waiter) -> None:
            count = self._takeable(n, partial_ok, self.kind)
            if count:
                self._sample()
                self._take(count, waiter)

        with self._lock:
            if self._waiting_takers or self._storage.size - self._held_back < n:
                waiter = Waiter(attempt, needs=n)
                columns = self._take_turn(self._takers, waiter, run, self._untake_many, self._watch_taker)
            else:
                try:
                    self._sample()
                    columns = self._take(n)
                    if self._waiting_putters:
                        self._serve()
                except BaseException:
                    self._serve()
                    raise
        return self._batched(expanded(columns))

    # -- those who wait ----------------------------------------------------------------------------------------------

    def wake_takers(self) -> None:
        """Let all who wait to take look again, and ask the watchdog again."""
        with self._lock:
            for waiter in tuple(self._waiting_takers):
                waiter.condition.notify_all()

    # -- attempts, and what belongs to them: called with the lock held ------------------------------------------------

    def _putting_one(self, components: Sequence[Any]) -> Waiter:
        def attempt(waiter: Waiter) -> None:
            if self._room() > 0:
                self._put_one(components, waiter)

        return Waiter(attempt, left=1)

    def _putting(self, columns: Sequence[Column], n: int) -> Waiter:
        """A call that puts in what there is room for, again and again until all n elements are in."""

        def attempt(waiter: Waiter) -> None:
            count = min(self._room(), waiter.left)
            if count > 0:
                done = n - waiter.left
                self._put([column[done : done + count] for column in columns], count, waiter)

        return Waiter(attempt, left=n)

    def _try_take(self, waiter: Waiter) -> None:
        if self._takeable(1, False, self._short_kind):
            self._sample()
            self._take_one(waiter)

    def _untake(self, components: list[Any]) -> None:
        self._untake_many([part if type(part) is CompactColumn else [part] for part in components])

    def _untake_many(self, columns: list[Column]) -> None:
        if self._over is None:
            self._put_back(columns, len(columns[0]))

    def _try_close(self, waiter: Waiter) -> None:
        if self._reserved:
            return
        if self._closed:
            raise CancelledError(None, None, self._over or messages.ALREADY_CLOSED.format(name=self.name))
        self._shut(waiter)

    def _sample(self) -> None:
        self._fill[min(9, 10 * self._storage.size // self._fill_unit)] += 1

    # -- without the lock --------------------------------------------------------------------------------------------

    def _storable(self, columns: Sequence[Column]) -> Sequence[Column]:
        if self._has_texts:
            return [column.to_array() if isinstance(column, Records) else column for column in columns]
        return columns

    def _take_nothing(self, n: int, partial_ok: bool) -> list[Any]:
        if n < 0:
            op = "DequeueUpToOp" if partial_ok else "DequeueManyOp"
            raise invalid(messages.NEGATIVE.format(op=op, wanted=n))
        if not self.signature.shapes_given:
            raise invalid(messages.NEEDS_SHAPES.format(kind=self.kind))
        return self.signature.empty()

"""QueueState: what the threads at a queue share, and who may go on.

A `Queue`, its leases and the calls that wait hold it; monitors look at it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from headrace.formats.forks import renewed
from headrace.graph.blocks.deferred import CompactColumn
from headrace.graph.runtime import conditions
from headrace.graph.runtime.run_context import RunContext, Watchdog, WouldBlock
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, OutOfRangeError

from . import messages
from .memory import QueueMemory
from .storage.columns import ColumnStorage
from .storage.sizes import Column
from .waiting.wait_list import Waiter, WaitList
from .waiting.waits import PLAIN_MONITOR, Monitor, Wait, waiting

_UNBOUNDED = sys.maxsize


@dataclass(slots=True, eq=False)
class QueueState:
    """The state of one queue. All methods are called with `lock` held.

    Attributes:
      name, kind: what messages in TensorFlow's words call the queue.
      known_as: what the program calls it.
      kind_of_single: what messages about a single element, or a closed queue, call the kind.
      capacity: most elements held; -1: no limit.
      limit: the same, without a limit the largest number there is.
      useful_block: how much room is enough for a block that is worth its while.
      lock: what guards all that follows.
      storage: the elements, and which of them leaves next.
      min_after_dequeue: elements that stay behind; 0 once the queue is closed, else `min_while_open`.
      closed: nothing more comes in.
      over: why nobody can use the queue any more.
      reserved: room that was promised to blocks that are still to come.
      reservations_void: the queue was closed with `cancel_pending_enqueues`.
      leased: elements taken on trial, whose room stays occupied.
      ahead, lender: how many elements have come in before there was room for them, as those before them are leased; the
        call that puts them in, which has some more. `beyond_room` says how many of them there is no room for yet.
      full_at: from this size on an enqueue must look closer.
      dequeuers, enqueuers: the calls that wait.
      fill: how many takes found the queue filled to each tenth of its capacity.
      monitor: looks after those who wait.
      failure: the error that ended whoever fed this queue.
      false_alarms: how often the log told of a wait that then had a good end.
      memory: counts the bytes held, where they are limited.
    """

    name: str
    kind: str
    kind_of_single: str
    capacity: int
    limit: int = field(init=False)
    useful_block: int = field(init=False)
    fill_unit: int = field(init=False)
    # Re-entrant: a monitor is called with the lock held, and a signal's handler may ask for the statistics.
    lock: Any = field(init=False, default_factory=lambda: renewed(conditions.new_rlock()))
    # All below is guarded by `lock`.
    storage: ColumnStorage
    min_after_dequeue: int
    min_while_open: int = field(init=False)
    closed: bool = False
    over: str | None = None
    reserved: int = 0
    reservations_void: bool = False
    leased: int = 0
    ahead: int = 0
    lender: Waiter | None = None
    full_at: int = field(init=False)
    dequeuers: WaitList = field(init=False, default_factory=WaitList)
    enqueuers: WaitList = field(init=False, default_factory=WaitList)
    fill: list[int] = field(init=False, default_factory=lambda: [0] * 10)
    monitor: Monitor = PLAIN_MONITOR
    failure: BaseException | None = None
    known_as: str = ""
    false_alarms: int = 0
    memory: QueueMemory | None = None

    def __post_init__(self) -> None:
        self.known_as = self.known_as or self.name
        self.min_while_open = self.min_after_dequeue
        self.limit = self.full_at = _UNBOUNDED if self.capacity < 0 else self.capacity
        self.useful_block = max(1, (self.limit - self.min_after_dequeue) // 4)
        self.fill_unit = max(1, self.limit)

    # -- what monitors ask ---------------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """How many elements are in."""
        return self.storage.size

    @property
    def moved_in(self) -> int:
        """How many elements have come in so far."""
        return self.storage.removed + self.storage.size - self.beyond_room()

    @property
    def moved_out(self) -> int:
        """How many elements have gone out so far."""
        return self.storage.removed - self.leased

    # -- waiting -------------------------------------------------------------------------------------------------------

    def wait_in(
        self,
        waiters: WaitList,
        waiter: Waiter,
        run: RunContext,
        undo: Callable[[Any], None] | None = None,
        watchdog: Watchdog | None = None,
    ) -> Any:
        """Make a call's attempt when it is this thread's turn, again and again until it is done; return its result.

        Args:
          waiters: `dequeuers` or `enqueuers`.
          undo: takes back what a successful attempt did, where the thread is interrupted before it learns of it.
          watchdog: as in RunContext.wait_for; the monitor's where it is None.
        """
        enqueues = waiters is self.enqueuers
        block = None
        try:
            if not waiters:
                waiter.attempt(waiter)
            if not waiter.done:
                if run.nowait:
                    raise WouldBlock
                waiter.run = run
                waiters.join(waiter, self.lock)
            self.serve()  # also a dequeue that waits: one of more than the capacity makes room for enqueues
            if not waiter.done:
                watchdog = watchdog or (self._watch_enqueuer if enqueues else self._watch_dequeuer)
                run.about_to_wait()
                block = waiting(self, enqueues, waiter.needs, run)
                with block:
                    run.wait_for(waiter.condition, lambda: waiter.done, watchdog, for_room=enqueues)
        except BaseException as error:
            if block is not None:
                block.end()
            waiters.leave(waiter)
            if waiter.done and waiter.error is None and undo is not None:
                undo(waiter.result)
            self.serve()
            if isinstance(error, DeadlineExceededError):
                where = Wait(self, enqueues, waiter.needs, run)
                raise error.restated(message=f"{error.message}; it waited {where}") from None
            raise
        if waiter.error is not None:
            raise waiter.take_error()
        return waiter.result

    def _watch_dequeuer(self, seconds: float) -> float | None:
        return self.monitor.dequeuer(self, seconds)

    def _watch_enqueuer(self, seconds: float) -> float | None:
        return self.monitor.enqueuer(self, seconds)

    def serve(self) -> None:
        """Let the heads of both wait lists go on as far as they can."""
        going = True
        while going:
            going = bool(self.dequeuers) and self.dequeuers.serve_head()
            if self.enqueuers:
                size = self.storage.size
                going |= self.enqueuers.serve_head() or self.storage.size != size

    # -- who may go on -------------------------------------------------------------------------------------------------

    def room(self, wanted: int, each: float | None = None) -> int:
        """How many of `wanted` elements may come in now. A dequeue at the head that wants more than the capacity gets them.

        Args:
          each: the bytes of one, where that is known and bytes are limited.

        Raises CancelledError where the queue is closed, or its session.
        """
        if self.closed:
            closed = messages.CLOSED.format(kind=self.kind_of_single, name=self.name)
            raise self.error(CancelledError, closed)
        limit = self.limit
        if self.dequeuers:
            limit = max(limit, self.dequeuers[0].needs + self.min_after_dequeue)
        n = min(wanted, limit - self.storage.size - self.reserved - self.leased)
        return n if self.memory is None or n <= 0 else self.memory.claim_room(n, each)

    def beyond_room(self) -> int:
        """How many elements are in, or leased, that would still wait for room if nobody had leased any."""
        if not self.ahead:
            return 0
        return min(self.ahead, max(0, self.storage.size + self.reserved + self.leased - self.limit))

    def count_room(self) -> None:
        """Compute `full_at` anew."""
        self.full_at = -1 if self.closed or self.memory is not None else self.limit - self.reserved - self.leased

    def give_back(self, reserved: int) -> None:
        """Free reserved room."""
        if not self.reservations_void:
            self.reserved -= reserved
            self.count_room()
            self.serve()

    def takeable(self, wanted: int, partial_ok: bool, kind: str) -> int:
        """How many elements a dequeue of so many gets: 0 if it must wait.

        Raises OutOfRangeError, in words about a queue of that kind, where waiting is in vain; CancelledError where the
        session is closed.
        """
        size = self.storage.size
        if size - self.min_after_dequeue >= wanted:
            return wanted
        if not self.closed:
            return 0
        if partial_ok and size and self.over is None:
            return size
        if self.leased and size + self.leased >= (1 if partial_ok else wanted):
            return 0  # leased elements may come back
        message = messages.INSUFFICIENT.format(kind=kind, name=self.name, wanted=wanted, size=size)
        raise self.error(OutOfRangeError, message)

    def error(self, kind: Any, message: str) -> Any:
        """An error of a closed queue, which tells what ended those who fed it (its `fault`, where there was any)."""
        if self.over is not None:
            return CancelledError(None, None, self.over)
        if self.failure is not None:
            message += messages.FED_UNTIL.format(error=type(self.failure).__name__, message=self.failure)
        error = kind(None, None, message)
        error.fault = error.__cause__ = self.failure
        return error

    # -- changes -------------------------------------------------------------------------------------------------------

    def sample_fill(self) -> None:
        """Note how full the queue is, for the statistics."""
        self.fill[min(9, 10 * self.storage.size // self.fill_unit)] += 1

    def shut(self, waiter: Waiter | None = None) -> None:
        """Let nothing more in."""
        self.closed = True
        self.min_after_dequeue = 0
        self.full_at = -1
        if waiter is not None:
            waiter.done = True

    def shut_and_cancel(self) -> None:
        """Let nothing more in, also from those who wait; may be done again."""
        self.shut()
        self.reserved = 0
        self.reservations_void = True
        self.enqueuers.refuse(lambda: self.error(CancelledError, messages.ENQUEUE_CANCELLED))
        self.serve()

    def reopen(self) -> int:
        """Let elements in again, into an empty queue. Returns how many are dropped."""
        left = self.storage.size
        if left:
            self.storage.take(left)
        self.storage.forget_runners()
        self.reserved = self.leased = self.ahead = 0
        if self.memory is not None:
            self.memory.leased = 0
        self.lender = self.failure = None
        self.reservations_void = self.closed = False
        self.min_after_dequeue = self.min_while_open
        self.count_room()
        return left

    def forget_threads(self) -> None:
        """The threads that wait, or work on blocks, are not in this process."""
        self.dequeuers.clear()
        self.enqueuers.clear()
        self.reserved = self.leased = self.ahead = 0
        self.lender = None
        if self.memory is not None:
            self.memory.leased = 0
        self.count_room()

    def untake(self, columns: list[Column]) -> None:
        """Put back what was taken for a call that was interrupted."""
        if self.over is None:
            self.storage.put_back(columns, len(columns[0]))

    def untake_one(self, components: list[Any]) -> None:
        """`untake` of a single element."""
        self.untake([part if type(part) is CompactColumn else [part] for part in components])

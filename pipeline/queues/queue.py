"""Queue: what every queue does. Which element leaves next is for its storage to say.

  plain     enqueue, enqueue_many, dequeue, dequeue_many, dequeue_up_to (plain_calls.py): convert and check values.
  kernels   put, put_many, take, take_many: for elements whose types and shapes are right already. A component is an
            array, a NumPy scalar or `bytes`; a column is an array [n] + shape, `Records`, or a list of n arrays where
            the shape isn't fully known. `signature.check(...)` is for where a graph cannot prove the shapes.
            take() gives scalars as NumPy scalars or `bytes`; what is taken is the caller's to keep and to change.
            What is put is copied, unless its shape isn't known: then it must not be changed afterwards.
  blocks    reserve, put_reserved, wait_ready, lease: for threads that move n records from queue to queue and must hold
            none while they wait (leases.py).

Calls that take wait in one list, calls that put in another, first come, first served, as in TensorFlow. Whoever changes
the queue does for the heads of the lists what they wait to do (attempts.py), and then wakes them: a thread that wakes up
is done, and a list never waits for a thread to get the processor. (Four calls that waited for room were served ten times
as fast as by waking them to try.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from headrace.formats.doors import door
from headrace.graph.blocks.deferred import CompactColumn, expanded
from headrace.graph.blocks.origins import Origin
from headrace.graph.runtime.run_context import FOREVER, RunContext, WouldBlock
from headrace.graph.types.dtypes import DType
from headrace.graph.types.errors import CancelledError, FailedPreconditionError, invalid

from . import attempts, leases, looking, messages
from .element_spec import ElementSpec
from .leases import Lease
from .memory import MemoryBudget, QueueMemory
from .plain_calls import PlainCalls, limited
from .state import QueueState
from .statistics import QueueStatistics
from .storage.columns import ColumnStorage
from .storage.counted import counted
from .storage.sizes import Column, Shape
from .waiting.waits import PLAIN_MONITOR, Monitor


class Queue(PlainCalls):
    """The base of all queues. A kind of queue names its storage, whose methods say which element leaves next.

    A method that waits does so for `timeout` seconds at most, or until the context `run` is cancelled.

    Args:
      capacity: most elements held, >= 0; -1: no limit. 0: an element passes only to a dequeue that waits for it.
      signature: the components of an element.
      name: what messages call the queue.
      storage: makes a storage for elements of those types and shapes, and a capacity.
      min_after_dequeue: elements that stay behind as long as the queue is open.
      capacity_bytes: most bytes held; None: no limit. See `limit_memory`.

    Raises:
      InvalidArgumentError: a capacity is out of range.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    kind_of_single: ClassVar[str | None] = None
    """What messages about a single element, or a closed queue, call the kind where it is not `kind`."""

    def __init__(
        self,
        capacity: int,
        signature: ElementSpec,
        name: str,
        storage: Callable[[Sequence[DType], Sequence[Shape], int], ColumnStorage],
        min_after_dequeue: int = 0,
        capacity_bytes: int | None = None,
    ) -> None:
        super().__init__(signature)
        if capacity < -1:
            message = messages.BAD_CAPACITY.format(label=self.label, name=name, capacity=capacity)
            raise invalid(message)
        self.name = name
        self.fed_by_program = False  # whether anyone but queue runners has put something in
        self.capacity = capacity
        self._new_storage = storage
        self._state = QueueState(
            name,
            self.kind,
            self.kind_of_single or self.kind,
            capacity,
            storage(signature.dtypes, signature.shapes, capacity),
            min_after_dequeue,
        )
        self.limit_memory(capacity_bytes)

    def limit_memory(self, capacity_bytes: int | None, budget: MemoryBudget | None = None) -> None:
        """Let calls that put elements in wait for room in bytes, too. Call it before the queue is used.

        Bytes are those of the elements in it, of those leased from it, and of those that room is reserved for. What somebody
        waits for may always come in, and into an empty queue one element, however large.

        Args:
          capacity_bytes: most bytes held; None: no limit.
          budget: shared with other queues.

        Raises:
          InvalidArgumentError: `capacity_bytes` is not at least 1.
        """
        if capacity_bytes is None and budget is None:
            return
        if capacity_bytes is not None and capacity_bytes < 1:
            raise invalid(messages.BAD_BYTES.format(label=self.label, name=self.name, found=capacity_bytes))
        state = self._state
        state.storage = counted(state.storage)
        state.memory = QueueMemory(state, capacity_bytes, budget)
        state.count_room()

    # -- closing, and what the queue says about itself ----------------------------------------------------------------

    @door
    def close(self, cancel_pending_enqueues: bool = False, *, run: RunContext = FOREVER, timeout: float | None = None) -> None:
        """Let no more elements in. What is in can still be taken.

        Args:
          cancel_pending_enqueues: fail those who wait for room with CancelledError instead of waiting for them.

        Raises:
          CancelledError: the queue is closed already (unless cancelling), or another close cancelled this one.
        """
        state = self._state
        with state.lock:
            if not cancel_pending_enqueues:
                state.wait_in(state.enqueuers, attempts.close(state), limited(run, timeout))
            else:
                try:
                    state.shut_and_cancel()
                except BaseException:
                    state.shut_and_cancel()
                    raise
        if state.memory is not None:
            state.memory.settle()

    @door
    def reopen(self) -> int:
        """Let elements in again after `close`: the queue is as new, but for its counts and its random numbers.

        Elements that are in it are dropped.

        Returns:
          how many they were.

        Raises:
          FailedPreconditionError: the queue is open, or calls wait for it, or elements of it are in use by queue runners.
          CancelledError: its session is closed.
        """
        state = self._state
        with state.lock:
            if state.over is not None:
                raise CancelledError(None, None, state.over)
            users = len(state.dequeuers) + len(state.enqueuers) + state.leased
            if not state.closed or users:
                why = "it is not closed" if not state.closed else f"{users} calls or elements of it are under way"
                raise FailedPreconditionError(None, None, messages.NOT_REOPENED.format(kind=self.kind, name=self.name, why=why))
            dropped = state.reopen()
        if state.memory is not None:
            state.memory.settle()
        return dropped

    def let_go(self, reason: str) -> None:
        """Give back all that is in the queue and end all waits: the session is closed.

        Who uses the queue after that, or waits now, gets CancelledError(`reason`).
        """
        state = self._state
        with state.lock:
            state.over = reason
            state.shut_and_cancel()
            state.dequeuers.refuse(lambda: CancelledError(None, None, reason))
            state.storage = self._new_storage(self.signature.dtypes, self.signature.shapes, 0)
            state.monitor, state.failure = PLAIN_MONITOR, None
        if state.memory is not None:
            state.memory.leave()

    def size(self) -> int:
        """How many elements are in the queue."""
        return self._state.storage.size

    def is_closed(self) -> bool:
        """Whether the queue lets no more elements in."""
        return self._state.closed

    def statistics(self) -> QueueStatistics:
        """What has happened so far, and who waits now."""
        return looking.statistics_of(self._state)

    @door
    def peek(self, n: int = 1) -> list[Any]:
        """Copies of the `n` elements that leave next, without taking them; fewer where there are fewer.

        Args:
          n: how many, >= 0.

        Returns:
          a list of elements, each as `dequeue` gives it, in the order in which they would leave; those of a
          RandomShuffleQueue, which draws only when one leaves, in no order.

        Raises:
          InvalidArgumentError: n is negative.
        """
        return looking.next_elements(self._state, self.signature, n)

    def snapshot(self) -> list[Any]:
        """Copies of all elements that are in; otherwise as `peek`. Nobody waits longer than for the copying."""
        return looking.next_elements(self._state, self.signature, None)

    # -- what those who feed it tell, and those who look after it -----------------------------------------------------

    @property
    def failure(self) -> BaseException | None:
        """The error that ended whoever fed this queue; becomes the cause of errors that the closed queue raises."""
        return self._state.failure

    @failure.setter
    def failure(self, failure: BaseException | None) -> None:
        self._state.failure = failure

    def call(self, known_as: str) -> None:
        """Give it the name that the program knows, `known_as`, for the log and the statistics."""
        self._state.known_as = known_as

    @property
    def monitor(self) -> Monitor:
        """Asked, with the lock held, when a call begins to wait and after every wake.

        It may look at the queue's state, and must not wait for a lock under which others call a queue.
        """
        return self._state.monitor

    @monitor.setter
    def monitor(self, monitor: Monitor) -> None:
        self._state.monitor = monitor

    def expect_runner(self, threads: int, in_order: bool = False) -> None:
        """Be told that so many `threads` of a runner begin to put elements in; `in_order`: as one of them alone would."""
        with self._state.lock:
            self._state.storage.expect_runner(threads, in_order)

    def wake_dequeuers(self) -> None:
        """Let all who wait to take look again, and ask the monitor again."""
        state = self._state
        with state.lock:
            for waiter in tuple(state.dequeuers):
                waiter.condition.notify_all()

    # -- kernels -----------------------------------------------------------------------------------------------------

    def put(self, components: Sequence[Any], run: RunContext = FOREVER) -> None:
        """`enqueue` of `components` that are right already."""
        state = self._state
        with state.lock:
            if state.enqueuers or state.storage.size >= state.full_at:
                state.wait_in(state.enqueuers, attempts.put_one(state, components), run)
                return
            try:
                state.storage.put_one(components)
                if state.dequeuers and state.storage.size - state.min_after_dequeue >= state.dequeuers[0].needs:
                    state.serve()
            except BaseException:
                state.serve()
                raise

    def put_many(self, columns: Sequence[Column], run: RunContext = FOREVER) -> None:
        """`enqueue_many` of `columns` that are right already. A `nowait` run puts all in or nothing."""
        n = len(columns[0])
        if n == 0:
            return
        columns = self.signature.storable(columns)
        state = self._state
        with state.lock:
            if state.enqueuers or state.storage.size + n > state.full_at:
                if run.nowait and state.room(n) < n:
                    if state.memory is not None:
                        state.memory.disclaim()
                    raise WouldBlock
                state.wait_in(state.enqueuers, attempts.put(state, columns, n), run)
                return
            try:
                state.storage.put(columns, n)
                if state.dequeuers:
                    state.serve()
            except BaseException:
                state.serve()
                raise

    def take(self, run: RunContext = FOREVER) -> list[Any]:
        """What `dequeue` gives, without names."""
        state = self._state
        with state.lock:
            size = state.storage.size
            if state.dequeuers or size <= state.min_after_dequeue:
                components = state.wait_in(state.dequeuers, attempts.take_one(state), run, state.untake_one)
            else:
                try:
                    tenth = 10 * size // state.fill_unit
                    state.fill[tenth if tenth < 10 else 9] += 1
                    components = state.storage.take_one()
                    if state.enqueuers:
                        state.serve()
                except BaseException:
                    state.serve()
                    raise
        if state.memory is not None:
            state.memory.settle()
        if CompactColumn in map(type, components):
            return [part.expanded()[0] if type(part) is CompactColumn else part for part in components]
        return components

    def take_many(self, n: int, run: RunContext = FOREVER, partial_ok: bool = False) -> list[Any]:
        """What `dequeue_many` gives for `n`, or `dequeue_up_to` where `partial_ok`, without names."""
        if n <= 0 or not self.signature.shapes_given:
            return self._take_nothing(n, partial_ok)
        state = self._state
        with state.lock:
            if state.dequeuers or state.storage.size - state.min_after_dequeue < n:
                columns = state.wait_in(state.dequeuers, attempts.take(state, n, partial_ok), run, state.untake)
            else:
                try:
                    state.sample_fill()
                    columns = state.storage.take(n)
                    if state.enqueuers:
                        state.serve()
                except BaseException:
                    state.serve()
                    raise
        if state.memory is not None:
            state.memory.settle()
        return self._batched(expanded(columns))

    def _take_nothing(self, n: int, partial_ok: bool) -> list[Any]:
        if n < 0:
            op = "DequeueUpToOp" if partial_ok else "DequeueManyOp"
            raise invalid(messages.NEGATIVE.format(op=op, wanted=n))
        if not self.signature.shapes_given:
            raise invalid(messages.NEEDS_SHAPES.format(kind=self.kind))
        return self.signature.empty()

    def _batched(self, columns: list[Column]) -> list[Any]:
        """The arrays that take_many returns for these columns; called without the lock."""
        return columns

    # -- blocks --------------------------------------------------------------------------------------------------------

    def reserve(self, limit: int, run: RunContext = FOREVER) -> int:
        """For how many elements room was taken, up to `limit` >= 1, after a wait until there is some for one.

        Where there is little room and nobody waits for elements, it waits a moment for more: small blocks cost more.

        Raises: as `enqueue`.
        """
        n = leases.reserve(self._state, limit, run)
        if self._state.memory is not None:
            self._state.memory.settle()
        return n

    def put_reserved(self, columns: Sequence[Column], n: int, reserved: int, origin: Origin | None = None) -> None:
        """Put `n` <= `reserved` elements of `columns` into reserved room without waiting, and give the rest of the room back.

        Args:
          origin: what they were computed from, where they can be computed again.

        Raises:
          CancelledError: the queue was closed with `cancel_pending_enqueues` meanwhile; nothing goes in.
        """
        stored = self._state.storage.ready(self.signature.storable(columns))
        leases.put_reserved(self._state, stored, n, reserved, origin)
        if self._state.memory is not None:
            self._state.memory.settle()

    def release(self, reserved: int) -> None:
        """Give `reserved` room back."""
        with self._state.lock:
            self._state.give_back(reserved)
        if self._state.memory is not None:
            self._state.memory.settle()

    def wait_ready(self, run: RunContext = FOREVER) -> None:
        """Wait, like `dequeue`, until an element could be taken; take nothing.

        Raises: as `dequeue`.
        """
        state = self._state
        with state.lock:
            if state.dequeuers or state.storage.size <= state.min_after_dequeue:
                state.wait_in(state.dequeuers, attempts.find_one(state), run)

    def lease(self, limit: int) -> Lease:
        """A lease: up to `limit` elements, taken on trial, without waiting and without regard to the list; maybe none.

        Call it after `wait_ready`, which keeps to the list.
        """
        return leases.lease(self._state, limit)

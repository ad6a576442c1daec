"""QueueMachine: a queue beside a toy. The same calls in any order, on one thread, give the same elements and refusals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from headrace.graph.runtime.run_context import WouldBlock
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline.queues import Lease, Queue

from .kinds import NOWAIT

Element = tuple[int, int]
"""(priority, number); the number names the element."""
MODEST = settings(max_examples=25, stateful_step_count=30, deadline=None)


class QueueMachine(RuleBasedStateMachine):
    """Holds a queue and a list; every call is `nowait`, so that what would wait is seen to."""

    capacity = 6
    min_after_dequeue = 0
    shaped = True
    with_priorities = False

    leases = Bundle("leases")

    def __init__(self) -> None:
        super().__init__()
        self.queue = self.make()
        self.model: list[Element] = []
        self.leased = 0
        self.reserved = 0
        self.closed = False
        self.numbers = 0

    def make(self) -> Queue:
        raise AssertionError("a machine makes its queue")

    # What the policy of the queue means for the toy.

    def insert(self, new: Sequence[Element]) -> None:
        self.model.extend(new)

    def restore(self, returned: Sequence[Element]) -> None:
        self.model[:0] = returned

    def remove(self, taken: list[Element]) -> None:
        """`taken` left, in this order."""
        assert taken == self.model[: len(taken)]
        del self.model[: len(taken)]

    def elements(self, columns: list) -> list[Element]:
        """Elements of columns, unpadded or padded."""
        return [(0, int(np.ravel(row)[0])) for row in columns[0]]

    def component(self, element: Element) -> list:
        return [np.int64(element[1])]

    def columns(self, elements: Sequence[Element]) -> list:
        return [np.array([number for _, number in elements], np.int64)]

    # The calls.

    def fresh(self, priorities: Sequence[int]) -> list[Element]:
        new = [(priority * self.with_priorities, self.numbers + i) for i, priority in enumerate(priorities)]
        self.numbers += len(new)
        return new

    @property
    def room(self) -> int:
        return self.capacity - len(self.model) - self.leased - self.reserved

    @property
    def available(self) -> int:
        return len(self.model) - (0 if self.closed else self.min_after_dequeue)

    @rule(priority=st.integers(0, 3))
    def put(self, priority: int) -> None:
        (element,) = self.fresh([priority])
        if self.closed:
            with pytest.raises(CancelledError):
                self.queue.put(self.component(element), NOWAIT)
        elif self.room < 1:
            with pytest.raises(WouldBlock):
                self.queue.put(self.component(element), NOWAIT)
        else:
            self.queue.put(self.component(element), NOWAIT)
            self.insert([element])

    @rule(priorities=st.lists(st.integers(0, 3), max_size=5))
    def put_many(self, priorities: list[int]) -> None:
        new = self.fresh(priorities)
        if new and self.closed:
            with pytest.raises(CancelledError):
                self.queue.put_many(self.columns(new), NOWAIT)
        elif new and self.room < len(new):
            with pytest.raises(WouldBlock):
                self.queue.put_many(self.columns(new), NOWAIT)
        else:
            self.queue.put_many(self.columns(new), NOWAIT)
            self.insert(new)

    @rule()
    def take(self) -> None:
        if self.available >= 1:
            components = self.queue.take(NOWAIT)
            self.remove(self.elements([[component] for component in components]))
        elif self.closed and not self.leased:
            with pytest.raises(OutOfRangeError):
                self.queue.take(NOWAIT)
        else:
            with pytest.raises(WouldBlock):
                self.queue.take(NOWAIT)

    @rule(n=st.integers(1, 7), partial_ok=st.booleans())
    def take_many(self, n: int, partial_ok: bool) -> None:
        if not self.shaped:
            return
        if self.available >= n or (partial_ok and self.closed and self.model):
            columns = self.queue.take_many(n, NOWAIT, partial_ok)
            taken = self.elements(columns)
            assert len(taken) == min(n, len(self.model))
            self.remove(taken)
        elif self.closed and len(self.model) + self.leased < (1 if partial_ok else n):
            with pytest.raises(OutOfRangeError):
                self.queue.take_many(n, NOWAIT, partial_ok)
        else:
            with pytest.raises(WouldBlock):
                self.queue.take_many(n, NOWAIT, partial_ok)

    @rule(target=leases, limit=st.integers(1, 4))
    def lease(self, limit: int) -> Lease:
        lease = self.queue.lease(limit)
        assert lease.n == max(0, min(limit, self.available))
        if lease.n:
            self.remove(self.elements(lease.columns))
        self.leased += lease.n
        return lease

    @rule(lease=consumes(leases), share=st.floats(0, 1))
    def commit(self, lease: Lease, share: float) -> None:
        used = round(lease.n * share)
        self.restore(self.elements(lease.columns)[used:] if lease.n else [])
        self.leased -= lease.n
        lease.commit(used)

    @rule(limit=st.integers(1, 4), share=st.floats(0, 1))
    def reserve_and_put(self, limit: int, share: float) -> None:
        if self.closed:
            with pytest.raises(CancelledError):
                self.queue.reserve(limit, NOWAIT)
        elif self.room < 1:
            with pytest.raises(WouldBlock):
                self.queue.reserve(limit, NOWAIT)
        else:
            reserved = self.queue.reserve(limit, NOWAIT)
            assert reserved == min(limit, self.room)
            assert self.queue.size() == len(self.model)
            new = self.fresh([1] * round(reserved * share))
            self.queue.put_reserved(self.columns(new), len(new), reserved)
            self.insert(new)

    @rule(cancel=st.booleans(), really=st.integers(0, 4))
    def close(self, cancel: bool, really: int) -> None:
        if really:
            return  # most runs should stay open for a while
        if self.closed and not cancel:
            with pytest.raises(CancelledError):
                self.queue.close(run=NOWAIT)
        else:
            self.queue.close(cancel, run=NOWAIT)
        self.closed = True

    @invariant()
    def sizes_agree(self) -> None:
        statistics = self.queue.statistics()
        assert self.queue.size() == statistics.size == len(self.model)
        assert statistics.enqueued == statistics.dequeued + statistics.size + self.leased
        assert self.queue.is_closed() is self.closed
        assert statistics.blocked_enqueues == statistics.blocked_dequeues == 0

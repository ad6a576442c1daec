"""A lease reaches into a call that waits to put elements in; all that can be seen is as if each were taken by itself."""

from __future__ import annotations

import contextlib
import random
import threading
from collections import Counter

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.queues.kinds import NOWAIT, blocked
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, OpError, OutOfRangeError
from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, Queue, RandomShuffleQueue

KINDS = {
    "fifo": lambda capacity: FIFOQueue(capacity, [np.int64], [()]),
    "without shapes": lambda capacity: FIFOQueue(capacity, [np.int64]),
    "padding": lambda capacity: PaddingFIFOQueue(capacity, [np.int64], [()]),
    "texts": lambda capacity: FIFOQueue(capacity, ["string"], [()]),
}


def _numbers(column) -> list[int]:
    return [int(value) for value in column]


def _put_many(queue: Queue, numbers, run: RunContext) -> None:
    texts = queue.signature.dtypes[0].name == "string"
    queue.put_many([np.array([b"%d" % n for n in numbers], object) if texts else np.array(numbers, np.int64)], run)


class Borrowing(RuleBasedStateMachine):
    """A queue with calls that wait to put elements in, and leases that are given back in reverse order.

    `line` are the elements in the queue and, behind them, those of the calls that wait.
    """

    kind = "fifo"
    capacity = 4

    def __init__(self) -> None:
        super().__init__()
        self.queue = KINDS[self.kind](self.capacity)
        self.line: list[int] = []
        self.calls: list[tuple[list[int], tuple, RunContext]] = []
        self.leases: list = []
        self.number = 0

    def waiting(self) -> list[tuple[list[int], tuple, RunContext]]:
        """The calls some of whose elements have to wait until others are used."""
        line = [number for _, taken in self.leases for number in taken] + self.line
        return [call for call in self.calls if not set(line[self.capacity :]).isdisjoint(call[0])]

    @precondition(lambda self: not self.leases and len(self.waiting()) < 3)
    @rule(n=st.integers(1, 15))
    def put_many(self, n: int) -> None:
        numbers = list(range(self.number, self.number + n))
        self.number += n
        run = RunContext()
        self.line += numbers
        self.calls.append((numbers, in_thread(lambda: _put_many(self.queue, numbers, run)), run))
        wait_until(lambda: self.queue.size() == min(self.capacity, len(self.line)))
        blocked(self.queue, enqueuers=len(self.waiting()))

    @rule(limit=st.integers(1, 12))
    def lease(self, limit: int) -> None:
        ready = self.queue.size()
        lease = self.queue.lease(limit)
        taken = _numbers(lease.columns[0]) if lease.n else []
        assert taken == self.line[: len(taken)]
        assert min(limit, ready) <= len(taken) <= limit
        del self.line[: len(taken)]
        self.leases.append((lease, taken))

    @precondition(lambda self: self.leases)
    @rule(share=st.sampled_from([0, 0.3, 0.6, 1, 1]))
    def commit(self, share: float) -> None:
        lease, taken = self.leases.pop()
        used = round(share * len(taken))
        self.line[:0] = taken[used:]
        lease.commit(used)

    @precondition(lambda self: not self.leases and self.line)
    @rule()
    def take(self) -> None:
        assert int(self.queue.take(NOWAIT)[0]) == self.line.pop(0)

    @rule(which=st.integers(0, 2))
    def cancel(self, which: int) -> None:
        while self.leases:
            self.commit(0.6)
        waiting = self.waiting()
        if which < len(waiting):
            numbers, call, run = waiting[which]
            run.cancel("no more")
            assert isinstance(outcome(call), CancelledError)
            gone = set(self.line[self.capacity :]) & set(numbers)
            self.line = [number for number in self.line if number not in gone]
            self.calls.remove(waiting[which])
            blocked(self.queue, enqueuers=len(self.waiting()))

    @precondition(lambda self: len(self.leases) == len(self.waiting()) == 1)
    @rule(share=st.sampled_from([0, 0.5, 1]))
    def cancel_amid_a_lease(self, share: float) -> None:
        """What is used may have been taken before, or after; what is not used and was in is in again."""
        (waiting,) = self.waiting()
        waiting[2].cancel("no more")
        assert isinstance(outcome(waiting[1]), CancelledError)
        self.calls.remove(waiting)
        size = self.queue.size()
        lease, taken = self.leases.pop()
        used = round(share * len(taken))
        lease.commit(used)
        unused = taken[used:]
        left = self.queue.size()
        assert left == min(self.capacity, size + len(unused))
        self.line = [*unused, *self.line][:left]

    @invariant()
    def what_can_be_seen(self) -> None:
        statistics = self.queue.statistics()
        assert statistics.size <= self.capacity
        if not self.leases:
            assert statistics.size == min(self.capacity, len(self.line))
            assert statistics.blocked_enqueues == len(self.waiting())
            assert statistics.enqueued == statistics.dequeued + statistics.size
            done = [call for call in self.calls if call not in self.waiting()]
            assert [outcome(call) for _, call, _ in done] == [None] * len(done)

    def teardown(self) -> None:
        while self.leases:
            self.commit(0.6)
        while self.line:
            self.take()
        assert self.queue.size() == 0
        assert [outcome(call) for _, call, _ in self.calls] == [None] * len(self.calls)


class _WithoutShapes(Borrowing):
    kind = "without shapes"


class _Padding(Borrowing):
    kind = "padding"


class _Texts(Borrowing):
    kind = "texts"
    capacity = 1


for _machine in (Borrowing, _WithoutShapes, _Padding, _Texts):
    _machine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestBorrowing, TestWithoutShapes = Borrowing.TestCase, _WithoutShapes.TestCase
TestPadding, TestTexts = _Padding.TestCase, _Texts.TestCase


@pytest.fixture
def waiting():
    """A queue of four with a call that puts 20 elements in, 16 of which wait."""
    queue = FIFOQueue(4, [np.int64], [()], name="names")
    with no_threads_left():
        call = in_thread(lambda: queue.enqueue_many([range(20)]))
        blocked(queue, enqueuers=1)
        yield queue, call
        queue.close(cancel_pending_enqueues=True)


def test_one_lease_may_be_of_more_elements_than_the_capacity(waiting):
    queue, call = waiting
    first = queue.lease(10)
    second = queue.lease(100)
    assert first.columns[0].tolist() == list(range(10))
    assert second.columns[0].tolist() == list(range(10, 19))
    assert queue.statistics().blocked_enqueues == 1
    second.commit(9)
    assert queue.statistics().blocked_enqueues == 1
    first.commit(10)
    assert outcome(call) is None
    assert queue.dequeue() == [19]


def test_others_find_a_full_queue_while_much_is_leased(waiting):
    queue, call = waiting
    lease = queue.lease(10)
    statistics = queue.statistics()
    assert (statistics.size, statistics.enqueued, statistics.dequeued) == (4, 4, 0)
    assert queue.dequeue_many(4)[0].tolist() == [10, 11, 12, 13]
    lease.commit(3)
    assert queue.dequeue_many(13)[0].tolist() == [3, 4, 5, 6, 7, 8, 9, 14, 15, 16, 17, 18, 19]
    assert outcome(call) is None


@pytest.mark.parametrize("used", [0, 1, 9, 10])
def test_what_waits_when_the_queue_is_closed_never_came(waiting, used):
    queue, call = waiting
    lease = queue.lease(10)
    queue.close(cancel_pending_enqueues=True)
    assert isinstance(outcome(call), CancelledError)
    lease.commit(used)
    assert queue.statistics().enqueued == used + 4
    assert queue.dequeue_up_to(20)[0].tolist() == list(range(used, used + 4))


def test_nothing_is_borrowed_where_others_wait_for_elements(waiting):
    queue, call = waiting
    first = queue.lease(2)
    taking = in_thread(lambda: queue.dequeue_many(3))
    blocked(queue, dequeuers=1, enqueuers=1)
    second = queue.lease(100)
    assert second.columns[0].tolist() == [2, 3]
    first.commit(2)
    second.commit(1)
    assert outcome(taking)[0].tolist() == [3, 4, 5]
    assert queue.dequeue_many(14)[0].tolist() == list(range(6, 20))
    assert outcome(call) is None


def test_a_call_that_ends_meanwhile_is_followed_by_the_next(waiting):
    queue, call = waiting
    run = RunContext()
    then = in_thread(lambda: queue.put_many([np.arange(30, 36)], run))
    blocked(queue, enqueuers=2)
    lease = queue.lease(10)
    last = queue.lease(100)
    last.commit(9)
    lease.commit(8)
    assert outcome(call) is None
    assert queue.statistics().blocked_enqueues == 1
    assert queue.dequeue_many(9)[0].tolist() == [8, 9, 19, *range(30, 36)]
    assert outcome(then) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: RandomShuffleQueue(4, 0, [np.int64], [()], seed=1),
        lambda: PriorityQueue(4, [np.int64], [()]),
    ],
    ids=["random", "priority"],
)
def test_where_order_depends_on_what_is_in_nothing_is_let_in_before(make):
    queue = make()
    with no_threads_left():
        call = in_thread(lambda: queue.put_many([np.arange(20)] * len(queue.signature.dtypes)))
        blocked(queue, enqueuers=1)
        lease = queue.lease(10)
        assert lease.n == 4
        lease.commit(0)
        queue.close(cancel_pending_enqueues=True)
        assert isinstance(outcome(call), CancelledError)


@pytest.mark.parametrize("readers", [1, 3])
def test_a_storm_of_leases_calls_and_cancellations_loses_and_doubles_nothing(readers):
    queue = FIFOQueue(5, [np.int64], [()])
    ended = threading.Event()

    def produce(producer: int) -> list[int]:
        rng, brought = random.Random(producer), []
        for at in range(0, 3000, 30):
            numbers = list(range(producer * 10000 + at, producer * 10000 + at + rng.choice([1, 7, 30])))
            queue.put_many([np.array(numbers)])
            brought += numbers
        return brought

    def cancelled() -> None:
        """Calls that end in the middle: a part of their elements comes."""
        rng = random.Random(77)
        while not ended.is_set():
            run = RunContext(timeout=rng.choice([0.0, 0.0002, 0.001]))
            with contextlib.suppress(OpError):
                queue.put_many([np.arange(-40, 0)], run)

    def consume(consumer: int) -> list[int]:
        rng, taken = random.Random(consumer), []
        try:
            while True:
                queue.wait_ready()
                leases = [queue.lease(rng.choice([1, 3, 20])) for _ in range(rng.choice([1, 1, 2]))]
                assert queue.size() <= 5
                found = [number for lease in leases if lease.n for number in lease.columns[0].tolist()]
                used = rng.choice([0, len(found) // 2, len(found), len(found)])
                taken += found[:used]
                for first, lease in [(0, leases[0]), (leases[0].n, leases[-1])][: len(leases)][::-1]:
                    lease.commit(min(max(used - first, 0), lease.n))
        except OutOfRangeError:
            return taken

    with no_threads_left():
        producers = [in_thread(lambda p=p: produce(p)) for p in range(2)]
        cancelling = in_thread(cancelled)
        consumers = [in_thread(lambda c=c: consume(c)) for c in range(readers)]
        brought = [number for each in producers for number in outcome(each)]
        ended.set()
        assert outcome(cancelling) is None
        queue.close()
        taken = [number for each in consumers for number in outcome(each)]
    assert Counter(number for number in taken if number >= 0) == Counter(brought)
    if readers == 1:
        for producer in range(2):
            own = [number for number in taken if number // 10000 == producer]
            assert own == sorted(own)

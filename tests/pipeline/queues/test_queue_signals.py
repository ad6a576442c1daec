"""A signal's exception at any moment of a queue's call leaves no lock held, no structure half changed, nobody unserved.

Each law is tried with the signal at every moment at which CPython would deliver it.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
import pytest
from support.queues.kinds import KINDS_OF_TENSORFLOW, plain
from support.queues.lifo_queue import LIFO
from support.signals import interrupted_at
from support.threads import in_thread, outcome, wait_until

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline import FIFOQueue, PriorityQueue, RandomShuffleQueue

CAPACITY = 5
KINDS = {
    "FIFOQueue without shapes": lambda: FIFOQueue(CAPACITY, ["int64", "string"]),
    "FIFOQueue without limit": lambda: FIFOQueue(-1, ["int64", "string"], [(), ()]),
    "RandomShuffleQueue of which the oldest are drawn": lambda: fed_by_one_thread(),
    "PriorityQueue": lambda: PriorityQueue(CAPACITY, ["string"], [()]),
    **{
        kind: partial(plain, kind, CAPACITY, ["int64", "string"], [(), ()])
        for kind in [*KINDS_OF_TENSORFLOW, LIFO.name]
        if kind != "PriorityQueue"
    },
}


def fed_by_one_thread():
    queue = RandomShuffleQueue(CAPACITY, 0, ["int64", "string"], [(), ()], seed=1)
    queue._state.storage._repeatable = True
    queue.expect_runner(1)
    return queue


def element(number):
    return [np.int64(number), b"%d" % number]


def columns(numbers):
    return [np.array(numbers), np.array([b"%d" % number for number in numbers], object)]


class Queue:
    """A queue of numbered elements, and which numbers have been given to it and came out."""

    def __init__(self, kind, begin):
        """The queue holds `begin` elements, and has held more before, so that its rows are in no order."""
        self.queue = KINDS[kind]()
        self.given = 0
        self.came = Counter()
        for _ in range(3):
            self.do("put", 1)
            self.do("take", 1)
        if begin:
            self.do("put_many", begin)

    def do(self, name, n):
        self.look_at(self.call(name, n)())

    def call(self, name, n, timeout=None):
        """The call of that name with n elements, made where it is called; it returns columns, or nothing."""
        queue, run = self.queue, RunContext(timeout)
        if name == "take":
            return partial(queue.take, run)
        if name == "take_many":
            return partial(queue.take_many, n, run)
        if name == "close":
            return partial(queue.close, run=run)
        if name == "cancel":
            return partial(queue.close, cancel_pending_enqueues=True)
        if name == "statistics":
            return queue.statistics
        numbers = list(range(self.given, self.given + n))
        self.given += n
        if name == "put":
            return partial(queue.put, element(*numbers), run)
        if name == "put_many":
            return partial(queue.put_many, columns(numbers), run)
        assert name == "reserve and put"
        return lambda: queue.put_reserved(columns(numbers), n, queue.reserve(n, run))

    def look_at(self, result):
        """Count what has come out."""
        if isinstance(result, list):
            numbers, texts = ([part] if np.ndim(part) == 0 else list(part) for part in result)
            assert texts == [b"%d" % number for number in numbers]
            self.came.update(map(int, numbers))

    def nobody_waits_in_vain(self):
        found = outcome(in_thread(self.queue.statistics))
        assert found.enqueued - found.dequeued == found.size
        if found.blocked_enqueues and self.queue.capacity >= 0:
            # An interrupted dequeuer gives back what it has taken, also where others have filled the room meanwhile.
            assert found.size >= CAPACITY or self.queue._state.reserved
        if found.blocked_dequeues:
            assert found.size < self.queue._state.dequeuers[0].needs

    def drain(self):
        for _ in range(self.queue.size()):
            self.do("take", 1)


# What is in the queue, who waits at it, and what is interrupted: (name, n) each. What one waits for comes only by the call.
SITUATIONS = [
    (2, [], ("put", 1)),
    (2, [], ("put_many", 3)),
    (2, [], ("take", 1)),
    (3, [], ("take_many", 2)),
    (2, [], ("close", 0)),
    (2, [], ("cancel", 0)),
    (2, [], ("statistics", 0)),
    (0, [("take", 1), ("take", 1)], ("put", 1)),
    (0, [("take_many", 2), ("take", 1)], ("put_many", 3)),
    (1, [("take_many", 2)], ("close", 0)),
    (0, [("take", 1), ("take", 1)], ("cancel", 0)),
]
OF_FULL_QUEUES = [
    (CAPACITY, [("put", 1), ("put_many", 3)], ("take", 1)),
    (CAPACITY, [("put_many", 3), ("put", 1)], ("take_many", 4)),
    (CAPACITY, [("reserve and put", 1), ("put_many", 2)], ("take_many", 3)),
    (CAPACITY, [("put", 1), ("put_many", 2)], ("cancel", 0)),
    (CAPACITY, [("put", 1), ("close", 0)], ("take_many", 2)),
]
WAITING = [
    (CAPACITY, [], ("put", 1)),
    (CAPACITY - 1, [], ("put_many", 3)),
    (0, [], ("take", 1)),
    (1, [], ("take_many", 2)),
    (CAPACITY, [("put", 1)], ("close", 0)),
]


CASES = [
    pytest.param(kind, *situation, id=f"{kind}: {situation[2]} where {len(situation[1])} wait and {situation[0]} are in")
    for kind in KINDS
    for situation in SITUATIONS + (OF_FULL_QUEUES + WAITING if "limit" not in kind else [])
    if "shapes" not in kind or "take_many" not in str(situation)
]


@pytest.mark.parametrize(("kind", "begin", "waiting", "call"), CASES)
def test_a_signal_at_any_moment_leaves_the_queue_whole(kind, begin, waiting, call):
    moment = 0
    while interrupt(kind, begin, waiting, call, moment):
        moment += 1
    assert moment > 4


def interrupt(kind, begin, waiting, call, moment):
    """Interrupt a call at a moment, and see what has become of the queue; whether the call was not over by then."""
    name, n = call
    queue = Queue(kind, begin)
    threads = []
    for waits in waiting:
        threads.append(in_thread(partial(queue.do, *waits)))
        wait_until(lambda: len(queue.queue._state.dequeuers) + len(queue.queue._state.enqueuers) == len(threads))
    for_others = queue.given
    cut, result = interrupted_at(moment, queue.call(name, n, timeout=0.002))
    own = set(range(for_others, queue.given))
    queue.look_at(result)
    queue.nobody_waits_in_vain()
    assert name != "cancel" or not queue.queue.is_closed() or not queue.queue._state.enqueuers
    outcome(in_thread(lambda: queue.queue.close(cancel_pending_enqueues=True)))
    outcomes = [outcome(thread) for thread in threads]
    outcome(in_thread(queue.drain))

    assert all(each is None or isinstance(each, (CancelledError, OutOfRangeError)) for each in outcomes)
    assert max(queue.came.values()) == 1  # nothing was doubled
    missing = set(range(queue.given)) - queue.came.keys()
    refused = sum(count for (_, count), each in zip(waiting, outcomes, strict=True) if isinstance(each, CancelledError))
    if cut and name.startswith("take"):
        assert len(missing) in range(refused + 1) or len(missing) - n in range(refused + 1)
    else:
        assert len(missing - own) <= refused
        assert len(own & missing) in (0, n) or begin + n > CAPACITY
    statistics = queue.queue.statistics()
    assert (statistics.size, statistics.blocked_dequeues, statistics.blocked_enqueues) == (0, 0, 0)
    assert statistics.enqueued == statistics.dequeued
    return cut


@pytest.mark.parametrize("timeout", [None, 0.001])
def test_a_signal_at_any_moment_of_a_wait_finds_the_lock_held_at_its_end(timeout):
    cut, moment = True, 0
    while cut:
        condition = Condition()
        over, held = [], []

        def wake(condition=condition, over=over):
            wait_until(lambda: condition._gates or over)
            with condition.lock:
                condition.notify_all()

        def wait(condition=condition, held=held):
            with condition.lock:
                try:
                    condition.wait(timeout)
                except BaseException:
                    held.append(condition.lock._is_owned())
                    raise

        waker = in_thread(wake)
        cut, result = interrupted_at(moment, wait)
        over.append(True)
        assert outcome(waker) is None
        assert cut or result is None
        assert False not in held
        assert not condition.lock._is_owned()
        assert condition._gates == []
        moment += 1
    assert moment > 10

"""Large blocks are copied into a shuffling queue while others use it: each element is in it once, whole, or not at all."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.threads import in_thread, no_threads_left, outcome

from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.graph.types.dtypes import as_dtype
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline.queues import RandomShuffleQueue
from headrace.pipeline.queues.kinds.random_shuffle import RandomOrder
from headrace.pipeline.queues.storage import shuffle
from headrace.pipeline.queues.storage.shuffle import PendingShuffleInsert

HALVES = DeferredSteps(("halves",), np.dtype(np.uint8), (2,), (2,), lambda n, values: values / np.float32(2))


class ShuffleStorages(RuleBasedStateMachine):
    """A ShuffleStorage against a multiset: any order of single elements, blocks, pending inserts and draws."""

    def __init__(self):
        super().__init__()
        self.storage = RandomOrder(
            [as_dtype("int64"), as_dtype("float32")], [(), (2,)], 2, seed=None, min_after_dequeue=0
        )  # it soon has to make room
        self.inside = Counter()
        self.pending = []
        self.next = 0

    def block(self, n, packed=False):
        numbers = np.arange(self.next, self.next + n)
        self.next += n
        pairs = np.stack([numbers, numbers + 1], axis=1) % 200
        values = CompactColumn(pairs.astype(np.uint8), HALVES) if packed else (pairs / 2).astype(np.float32)
        return numbers.tolist(), [numbers, values]

    def check(self, number, pair):
        assert list(pair) == [number % 200 / 2, (number + 1) % 200 / 2]
        assert self.inside[number] == 1
        del self.inside[number]

    @rule()
    def put_one(self):
        (number,), (numbers, pairs) = self.block(1)
        self.storage.put_one([numbers[0], pairs[0]])
        self.inside[number] += 1

    @rule(n=st.integers(1, 5), packed=st.booleans())
    def put(self, n, packed):
        numbers, columns = self.block(n, packed)
        self.storage.put(columns, n)
        self.inside.update(numbers)

    @rule(n=st.integers(1, 5), packed=st.booleans())
    def put_later(self, n, packed):
        numbers, columns = self.block(n, packed)
        self.pending.append([numbers, self.storage.pending_insert(columns, n), False])

    @precondition(lambda self: self.pending)
    @rule(data=st.data(), joins=st.booleans())
    def go_on(self, data, joins):
        place = data.draw(st.integers(0, len(self.pending) - 1))
        numbers, insert, written = self.pending[place]
        if not written:
            insert.write()
            self.pending[place][2] = True
            return
        del self.pending[place]
        if joins:
            insert.join()
            self.inside.update(numbers)
        else:
            insert.leave()

    @precondition(lambda self: self.storage.size)
    @rule(fraction=st.floats(0, 1, exclude_max=True))
    def draw(self, fraction):
        number, pair = self.storage.draw(fraction)
        self.check(int(number), (pair.expanded()[0] if isinstance(pair, CompactColumn) else pair).tolist())

    @precondition(lambda self: self.storage.size)
    @rule(data=st.data())
    def draw_many(self, data):
        n = data.draw(st.integers(1, self.storage.size))
        fractions = np.array([data.draw(st.floats(0, 1, exclude_max=True)) for _ in range(n)])
        numbers, pairs = self.storage.draw_many(fractions)
        pairs = pairs.expanded() if isinstance(pairs, CompactColumn) else pairs
        for number, pair in zip(numbers.tolist(), pairs.tolist(), strict=True):
            self.check(number, pair)

    @invariant()
    def each_row_has_one_use(self):
        pending = [row for _, insert, _ in self.pending for row in insert._rows.tolist()]
        used = self.storage._order[: self.storage._rows - len(pending)].tolist() + pending
        assert sorted(used) == list(range(self.storage._rows))
        assert self.storage.size == self.inside.total()


TestShuffleStorages = ShuffleStorages.TestCase
TestShuffleStorages.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.fixture
def queue(monkeypatch):
    """A queue that copies every block without its lock."""
    monkeypatch.setattr(shuffle, "_MANY_BYTES", 0)
    return RandomShuffleQueue(40, 0, [np.int64], [()], seed=1)


def meanwhile(monkeypatch, act):
    """Do something else with the queue before a block is copied."""
    write = PendingShuffleInsert.write

    def interrupted(insert):
        monkeypatch.setattr(PendingShuffleInsert, "write", write)
        act()
        write(insert)

    monkeypatch.setattr(PendingShuffleInsert, "write", interrupted)


def test_others_use_the_queue_while_a_block_is_copied(queue, monkeypatch):
    seen = []

    def act():
        assert queue.size() == 0
        queue.enqueue_many([np.arange(100, 120)])
        seen.extend(queue.dequeue_many(15)[0].tolist())

    meanwhile(monkeypatch, act)
    queue.put_reserved([np.arange(4)], 4, queue.reserve(4))
    seen.extend(queue.dequeue_many(9)[0].tolist())
    assert sorted(seen) == [0, 1, 2, 3, *range(100, 120)]


def test_a_queue_that_is_cancelled_while_a_block_is_copied_takes_none_of_it(queue, monkeypatch):
    reserved = queue.reserve(4)
    meanwhile(monkeypatch, lambda: queue.close(cancel_pending_enqueues=True))
    with pytest.raises(CancelledError):
        queue.put_reserved([np.arange(4)], 4, reserved)
    assert queue.size() == 0
    with pytest.raises(OutOfRangeError):
        queue.dequeue()


def test_a_close_waits_for_a_block_that_is_copied(queue, monkeypatch):
    closing = []
    meanwhile(monkeypatch, lambda: closing.append(in_thread(queue.close)))
    queue.put_reserved([np.arange(4)], 4, queue.reserve(4))
    assert outcome(closing[0]) is None
    assert sorted(queue.dequeue_many(4)[0].tolist()) == [0, 1, 2, 3]


def test_what_cannot_be_copied_leaves_the_queue_as_it_was(queue):
    reserved = queue.reserve(4)
    with pytest.raises(ValueError, match=r"shape mismatch|could not be broadcast"):
        queue.put_reserved([np.zeros((4, 3), np.int64)], 4, reserved)
    queue.release(reserved)
    assert queue._state.storage._pending == 0
    queue.enqueue_many([np.arange(40)])
    assert sorted(queue.dequeue_many(40)[0].tolist()) == list(range(40))


def test_many_threads_lose_and_repeat_nothing(queue):
    count, block = 4000, 13

    def enqueuer(first):
        for start in range(first, first + count, block):
            values = np.arange(start, min(start + block, first + count))
            while len(values):
                room = queue.reserve(len(values))
                queue.put_reserved([values[:room]], room, room)
                values = values[room:]

    def dequeuer():
        taken = []
        try:
            while True:
                taken.extend(queue.dequeue_many(7)[0].tolist())
        except OutOfRangeError:
            return taken

    with no_threads_left():
        enqueuers = [in_thread(partial(enqueuer, first)) for first in range(0, 4 * count, count)]
        dequeuers = [in_thread(dequeuer) for _ in range(3)]
        assert [outcome(thread) for thread in enqueuers] == [None] * 4
        queue.close()
        found = [number for thread in dequeuers for number in outcome(thread)]
    found += queue.dequeue_up_to(40)[0].tolist() if queue.size() else []
    assert sorted(found) == list(range(4 * count))

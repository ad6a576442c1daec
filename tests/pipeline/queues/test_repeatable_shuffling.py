"""A seed makes shuffling repeatable where one thread of a queue runner feeds the queue, however fast it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.threads import no_threads_left, wait_until

import headrace as tf
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline import RandomShuffleQueue
from headrace.pipeline.queues import Queue

NOWAIT = RunContext(nowait=True)


def shuffling(capacity, least, threads=1, seed=3):
    queue = RandomShuffleQueue(capacity, least, ["int64", "string"], [(), ()], seed=seed)
    queue.expect_runner(threads)
    return queue


def put(queue, first, n):
    numbers = range(first, first + n)
    queue.put_many([np.array(numbers, np.int64), np.array([b"%d" % number for number in numbers], object)])


class Source:
    """Puts `total` numbers into a queue in blocks, and closes it."""

    def __init__(self, queue, total):
        self.queue, self.total, self.came = queue, total, 0

    def put(self, n):
        n = min(n, self.total - self.came, self.queue.capacity - self.queue.size())
        if n > 0:
            put(self.queue, self.came, n)
            self.came += n
        if self.came == self.total and not self.queue.is_closed():
            self.queue.close()


def drawn(least, total, draws, fills, leased=0):
    """The numbers that leave, a draw at a time; before each draw so many are put as `fills` says, or as many as needed."""
    queue = shuffling(least + max(draws) + 20, least)
    source, results, gone = Source(queue, total), [], set()
    for n, fill in zip(draws, fills, strict=True):
        source.put(fill)
        source.put(least + n - queue.size())
        try:
            numbers, texts = taken(queue, n, leased)
        except OutOfRangeError:
            break
        assert [int(text) for text in texts] == numbers
        oldest = sorted(set(range(source.came)) - gone)[: least + n]
        assert set(numbers) <= set(oldest)  # what is certain to have come
        assert not gone & set(numbers)
        gone |= set(numbers)
        results.append(numbers)
    return results


def taken(queue, n, leased):
    if n > 1:
        numbers, texts = queue.take_many(n, NOWAIT)
        return numbers.tolist(), texts.tolist()
    if leased:
        lease = queue.lease(1)
        lease.commit(1)
        if not lease.n:
            raise OutOfRangeError(None, None, "")
        return lease.columns[0].tolist(), lease.columns[1].tolist()
    number, text = queue.take(NOWAIT)
    return [int(number)], [text]


@given(st.data())
def test_what_is_drawn_does_not_depend_on_how_many_elements_have_come(data):
    least, total = data.draw(st.integers(1, 12)), data.draw(st.integers(0, 120))
    draws = data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=25))
    amounts = st.lists(st.integers(0, 40), min_size=len(draws), max_size=len(draws))
    first = drawn(least, total, draws, data.draw(amounts))
    assert drawn(least, total, draws, data.draw(amounts), leased=data.draw(st.booleans())) == first
    assert drawn(least, total, draws, [0] * len(draws)) == first


@given(st.integers(1, 10), st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_blocks_that_are_leased_are_the_elements_that_would_leave_one_by_one(least, sizes):
    total = sum(sizes)
    blocks, singles = shuffling(total + least, least), shuffling(total + least, least)
    for queue in (blocks, singles):
        put(queue, 0, total + least)
    in_blocks = []
    for n in sizes:
        lease = blocks.lease(n)
        in_blocks += lease.columns[0].tolist()
        lease.commit(lease.n)
    assert in_blocks == [int(singles.take()[0]) for _ in range(total)]


def test_nothing_waits_for_more_than_tensorflow_waits_for():
    queue = shuffling(1000, 10)
    put(queue, 0, 14)
    queue.take_many(4, NOWAIT)
    assert queue.size() == 10
    put(queue, 14, 1)
    queue.take(NOWAIT)
    assert queue.size() == 10


def test_elements_that_were_in_before_the_runner_began_are_all_mixed():
    queue = RandomShuffleQueue(100, 1, ["int64", "string"], [(), ()], seed=3)
    put(queue, 0, 60)
    queue.expect_runner(1)
    assert max(int(queue.take()[0]) for _ in range(10)) > 20


@pytest.mark.parametrize(("least", "threads", "seed"), [(0, 1, 3), (1, 2, 3), (1, 0, 3), (1, 1, None)])
def test_all_are_mixed_where_nothing_can_be_repeated(least, threads, seed):
    queue = shuffling(100, least, threads, seed)
    put(queue, 0, 100)
    assert max(int(queue.take()[0]) for _ in range(30)) > 50


@pytest.mark.parametrize("epochs", [None, 1])
def test_a_pipeline_with_one_thread_gives_the_same_batches_whatever_its_pace(epochs):
    def batches(full_first):
        with tf.Graph().as_default(), no_threads_left(), tf.Session() as session:
            tf.set_random_seed(5)
            number = tf.train.range_input_producer(50, num_epochs=epochs, shuffle=True).dequeue()
            batch = tf.train.shuffle_batch([number, tf.random_uniform([])], 4, capacity=30, min_after_dequeue=6)
            session.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            (queue,) = (each for each in session.resources(Queue) if each.kind == "RandomShuffleQueue")
            found = []
            for step in range(12):
                if step in full_first:
                    wait_until(lambda: queue.size() == 30 or queue.is_closed())
                found.append([part.tolist() for part in session.run(batch)])
            coordinator.request_stop()
            coordinator.join(threads)
            return found

    first = batches(full_first=range(12))
    assert first == batches(full_first=()) == batches(full_first=(3, 7))
    assert len({number for numbers, _ in first for number in numbers}) > 25

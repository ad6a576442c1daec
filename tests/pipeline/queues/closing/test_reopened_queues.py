"""Queues that are opened again after they were closed."""

from __future__ import annotations

import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.pipeline import FIFOQueue, PaddingFIFOQueue, PriorityQueue, RandomShuffleQueue

KINDS = {
    "fifo": lambda: FIFOQueue(10, tf.int64, [[]]),
    "padding": lambda: PaddingFIFOQueue(10, [tf.int64], [[]]),
    "priority": lambda: PriorityQueue(10, [tf.int64], [[]]),
    "shuffle": lambda: RandomShuffleQueue(10, 3, tf.int64, [[]], seed=5),
}


def element(queue, value):
    return [value, value] if isinstance(queue, PriorityQueue) else value


@pytest.mark.parametrize("kind", KINDS)
def test_a_queue_works_again_and_is_empty(kind):
    queue = KINDS[kind]()
    for value in range(5):
        queue.enqueue(element(queue, value))
    queue.close()
    queue.dequeue()
    assert queue.reopen() == 4
    assert (queue.size(), queue.is_closed()) == (0, False)
    for value in range(10, 16):
        queue.enqueue(element(queue, value))
    queue.close()
    taken = queue.dequeue_many(6)
    values = taken[-1] if isinstance(taken, list) else taken
    assert sorted(values.tolist()) == list(range(10, 16))
    with pytest.raises(tf.errors.OutOfRangeError):
        queue.dequeue()


def test_the_runner_of_the_first_time_is_forgotten():
    queue = RandomShuffleQueue(200, 1, tf.int64, [[]], seed=5)
    queue.expect_runner(1)  # which alone would keep an order that can be repeated
    queue.close()
    queue.reopen()
    for value in range(100):
        queue.enqueue(value)
    assert max(int(queue.dequeue()[0]) for _ in range(30)) > 50


def test_elements_stay_behind_again():
    queue = KINDS["shuffle"]()
    queue.close()
    queue.reopen()
    for value in range(4):
        queue.enqueue(value)
    queue.dequeue()
    with pytest.raises(tf.errors.DeadlineExceededError):
        queue.dequeue(timeout=0.001)


def test_the_failure_of_who_fed_it_is_forgotten():
    queue = KINDS["fifo"]()
    queue.failure = ValueError("it broke")
    queue.close()
    queue.reopen()
    queue.close()
    with pytest.raises(tf.errors.OutOfRangeError) as caught:
        queue.dequeue()
    assert "it broke" not in str(caught.value)


def test_an_open_queue_is_not_reopened():
    queue = KINDS["fifo"]()
    queue.enqueue(1)
    with pytest.raises(tf.errors.FailedPreconditionError, match="cannot be opened again: it is not closed"):
        queue.reopen()
    assert queue.dequeue() == [1]


def test_a_queue_that_calls_wait_for_is_not_reopened():
    queue = FIFOQueue(1, tf.int64, [[]])
    queue.enqueue(1)
    with no_threads_left():
        late = in_thread(lambda: queue.enqueue(2))
        wait_until(lambda: queue.statistics().blocked_enqueues)
        closing = in_thread(queue.close)
        wait_until(lambda: queue.statistics().blocked_enqueues == 2)
        with pytest.raises(tf.errors.FailedPreconditionError, match="cannot be opened again"):
            queue.reopen()
        assert [queue.dequeue(), queue.dequeue()] == [[1], [2]]
        assert (outcome(late), outcome(closing)) == (None, None)
    assert queue.reopen() == 0

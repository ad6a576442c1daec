"""Slow programs are no cause for alarm: what waits is told of by a clock, which here goes when the test says."""

from __future__ import annotations

import threading

import pytest
from support.threads import ended, in_thread, no_threads_left, wait_until

import headrace as tf
from headrace.pipeline import FIFOQueue
from headrace.pipeline.queues.queue import Queue
from headrace.pipeline.queues.waiting import waits


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def lines(caplog):
    return lambda: [record.getMessage() for record in caplog.records if record.name == "headrace"]


class Clock:
    """`time`, whose seconds go when the test says."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(waits, "time", clock)
    monkeypatch.setattr(waits, "PATIENCE", 10.0)
    monkeypatch.setattr(waits, "MORE_PATIENCE", 6)
    return clock


@pytest.mark.parametrize("seconds", [1, 9, 30, 59])
def test_a_slow_consumer_is_no_cause_for_alarm(lines, clock, seconds):
    """For hours somebody waits for room in a full queue, and each time somebody at work takes one out after so long."""
    queue = FIFOQueue(2, ["int32"], [()], name="jobs")
    queue.enqueue_many([[1, 2]])
    done = threading.Event()
    at_work = in_thread(done.wait)
    try:
        state = queue._state
        for _ in range(2000):
            with waits.waiting(state, True, 1, None):
                for _ in range(seconds):
                    clock.now += 1
                    assert queue.monitor.enqueuer(state, 1.0) is not None
                queue.dequeue()
            queue.enqueue(1)
    finally:
        done.set()
        ended(at_work[0])
    assert lines() == []


def test_a_consumer_that_never_comes_is_told_of_once(lines, clock):
    queue = FIFOQueue(2, ["int32"], [()], name="jobs")
    queue.enqueue_many([[1, 2]])
    with waits.waiting(queue._state, True, 1, None):
        for _ in range(1000):
            clock.now += 1
            queue.monitor.enqueuer(queue._state, 1.0)
    (line,) = lines()
    assert "has been waiting for 10 seconds for room in FIFOQueue 'jobs'" in line


@pytest.mark.parametrize("seconds", [1, 9, 30, 3600])
def test_a_slow_program_is_no_cause_for_alarm_for_its_runners(lines, clock, seconds):
    """A runner that is ahead waits for room as long as it may be."""
    tf.train.batch([tf.train.range_input_producer(9).dequeue()], 2, capacity=2)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        wait_until(lambda: all(each.blocked_enqueues for each in tf.train.statistics(session)))
        clock.now += seconds
        for queue in session.resources(Queue):
            with queue._state.lock:
                for waiter in queue._state.enqueuers:
                    waiter.condition.notify_all()
        coordinator.request_stop()
        coordinator.join(threads)
    assert lines() == []

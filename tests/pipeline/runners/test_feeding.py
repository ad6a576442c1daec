"""FeedingQueueRunner: what functions of a program give goes into the queue, and how that ends."""

from __future__ import annotations

import itertools

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default():
        yield


def _fed(feeds, threads=1):
    queue = tf.FIFOQueue(100, [tf.int32], [[]])
    given = tf.placeholder(tf.int32, [None])
    runner = tf.contrib.training.FeedingQueueRunner(
        queue, [queue.enqueue_many([given])] * threads, feed_fns=[_feeder(given, feed) for feed in feeds]
    )
    tf.train.add_queue_runner(runner)
    return queue, runner


def _feeder(given, values):
    values = iter(values)

    def feed():
        value = next(values, None)
        if value is None:
            raise tf.errors.OutOfRangeError(None, None, "over")
        if isinstance(value, Exception):
            raise value
        return {given: value}

    return feed


def _taken(session, queue):
    value, found = queue.dequeue(), []
    try:
        while True:
            found.append(int(session.run(value)))
    except tf.errors.OutOfRangeError:
        return found


def test_what_functions_give_is_enqueued_until_they_end():
    queue, runner = _fed([[[1, 2], [3]]])
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert _taken(session, queue) == [1, 2, 3]
        assert "fed by a function" in "".join(runner.statistics())
        coordinator.request_stop()
        coordinator.join(threads)


def test_each_thread_has_its_own_function():
    queue, _ = _fed([[[1], [2]], [[10]], [[100, 200]]], threads=3)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert sorted(_taken(session, queue)) == [1, 2, 10, 100, 200]
        coordinator.request_stop()
        coordinator.join(threads)


def test_an_error_of_a_function_is_the_coordinators():
    queue, _ = _fed([[[1], KeyError("not there")]])
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(queue.dequeue_many(5))
        with pytest.raises(KeyError, match="not there"):
            coordinator.join(threads)


def test_a_coordinator_stops_functions_that_never_end():
    queue, _ = _fed([itertools.repeat([7, 7, 7])])
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert session.run(queue.dequeue_many(250)).tolist() == [7] * 250
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)


@pytest.mark.parametrize("when", ["its function asks", "somebody else asks"])
def test_who_dequeues_after_a_coordinator_has_stopped_is_told_why(when):
    queue = tf.FIFOQueue(1000, [tf.int32], [[]])
    given, coordinator = tf.placeholder(tf.int32, [None]), tf.train.Coordinator()
    why = tf.errors.AbortedError(None, None, "enough")

    def feed():
        if when == "its function asks":
            coordinator.request_stop(why)
        return {given: [7, 7, 7]}

    runner = tf.contrib.training.FeedingQueueRunner(queue, [queue.enqueue_many([given])], feed_fns=[feed])
    tf.train.add_queue_runner(runner)
    with tf.Session() as session:
        threads = tf.train.start_queue_runners(session, coordinator)
        assert session.run(queue.dequeue_many(3)).tolist() == [7, 7, 7]
        coordinator.request_stop(why)
        with pytest.raises(tf.errors.AbortedError, match="enough"):
            coordinator.join(threads, stop_grace_period_secs=10)
        with pytest.raises(tf.errors.OutOfRangeError, match="\nWhat fed it ended with AbortedError: enough"):
            session.run(queue.dequeue_many(2000))


def test_what_does_not_fit_is_refused():
    queue = tf.FIFOQueue(3, [tf.int32], [[]])
    with pytest.raises(ValueError, match="must have the same length as enqueue_ops"):
        tf.contrib.training.FeedingQueueRunner(queue, [queue.enqueue([1])], feed_fns=[None, None])
    with pytest.raises(NotImplementedError, match="does not support serialization to proto"):
        tf.contrib.training.FeedingQueueRunner(queue, [queue.enqueue([1])]).to_proto()

"""Nothing waits in silence: one line on the log names what waits for what; and no false alarms."""

from __future__ import annotations

import re
import threading
import time

import pytest
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.pipeline import FIFOQueue
from headrace.pipeline.queues.waiting import waits

SECONDS = 0.05


@pytest.fixture(autouse=True)
def graph(monkeypatch):
    monkeypatch.setattr(waits, "PATIENCE", SECONDS)
    monkeypatch.setattr(waits, "MORE_PATIENCE", 1)
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def lines(caplog):
    return lambda: [record.getMessage() for record in caplog.records if record.name == "headrace"]


def told(lines, *words: str) -> None:
    """One line comes, with all the words, and no other."""
    wait_until(lines)
    time.sleep(3 * SECONDS)  # the time in which a second line would come
    (line,) = lines()
    assert re.search("has been waiting for .* seconds", line)
    for word in words:
        assert word in line


def tank(capacity=2, name="tank"):
    return tf.FIFOQueue(capacity, [tf.int32], [[]], name=name)


# -- plain queues --------------------------------------------------------------------------------------------------------


def test_a_plain_queue_that_nobody_fills(lines):
    queue = FIFOQueue(4, ["int32"], [()], name="jobs")
    taking = in_thread(queue.dequeue)
    told(lines, taking[0].name, "1 element of FIFOQueue 'jobs' (capacity 4, 0 in it)", "nobody has put any in")
    queue.enqueue(1)
    assert outcome(taking) == [1]


@pytest.mark.parametrize("many", [False, True])
def test_a_plain_queue_that_nobody_empties(lines, many):
    queue = FIFOQueue(2, ["int32"], [()], name="jobs")
    queue.enqueue_many([[1, 2]])
    putting = in_thread(lambda: queue.enqueue_many([[3, 4]]) if many else queue.enqueue(3))
    told(lines, putting[0].name, "for room in FIFOQueue 'jobs' (capacity 2, 2 in it)", "nobody has taken any out")
    queue.close(cancel_pending_enqueues=True)
    assert isinstance(outcome(putting), tf.errors.CancelledError)


def test_who_could_have_emptied_a_queue_may_come_to_wait_later(lines, monkeypatch):
    monkeypatch.setattr(waits, "MORE_PATIENCE", 1_000_000)
    queue = FIFOQueue(1, ["int32"], [()], name="jobs")
    queue.enqueue(1)
    putting = in_thread(lambda: queue.enqueue(2))
    wait_until(lambda: queue.statistics().blocked_enqueues)  # while this thread is at work
    coordinator = tf.train.Coordinator()

    def stop_when_told():
        try:
            wait_until(lines)
        finally:
            coordinator.request_stop()

    stopping = in_thread(stop_when_told)
    stopping[0].of_headrace = True  # is not counted
    coordinator.wait_for_stop()
    outcome(stopping)
    told(lines, "for room in FIFOQueue 'jobs'", "nobody has taken any out")
    assert queue.dequeue() == [1]
    outcome(putting)


def test_a_wait_with_a_time_limit_is_not_told_of(lines):
    queue = FIFOQueue(2, ["int32"], [()])
    with pytest.raises(tf.errors.DeadlineExceededError):
        queue.dequeue(timeout=4 * SECONDS)
    assert lines() == []


def test_a_wait_in_which_something_comes_is_not_told_of(lines, monkeypatch):
    monkeypatch.setattr(waits, "PATIENCE", 1.0)
    queue = FIFOQueue(200, ["int32"], [()])
    taking = in_thread(lambda: queue.dequeue_many(120))
    for k in range(120):
        queue.enqueue(k)
        time.sleep(0.01)  # 1.2 seconds in all: longer than the patience
    assert len(outcome(taking)[0]) == 120
    assert lines() == []


def test_after_a_false_alarm_more_patience_is_had(lines):
    queue = FIFOQueue(2, ["int32"], [()])
    for k in range(3):
        began = time.monotonic()
        taking = in_thread(queue.dequeue)
        wait_until(lambda k=k: len(lines()) == k + 1)
        assert time.monotonic() - began >= SECONDS * 2**k
        queue.enqueue(k)
        outcome(taking)


# -- queues of sessions --------------------------------------------------------------------------------------------------


def test_a_queue_that_nobody_fills(lines):
    value = tank().dequeue_many(3)
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(value))
        told(lines, "3 elements of FIFOQueue", "tank", "no queue runner feeds it, so a thread of the program has to")
        session.close()
        assert isinstance(outcome(taking), tf.errors.CancelledError)


@pytest.mark.parametrize("many", [False, True])
def test_a_queue_that_nobody_empties(lines, many):
    queue = tank()
    put = queue.enqueue_many([[1, 2, 3]]) if many else tf.group(*[queue.enqueue(k) for k in range(3)])
    session = tf.Session()
    putting = in_thread(lambda: session.run(put))
    told(lines, "for room in FIFOQueue", "tank' (capacity 2, 2 in it)", "nobody has taken any out")
    session.close()
    assert isinstance(outcome(putting), tf.errors.CancelledError)


def running(session):
    coord = tf.train.Coordinator()
    return coord, tf.train.start_queue_runners(session, coord)


def test_two_queues_that_wait_for_each_other(lines):
    left, right = tank(name="left"), tank(name="right")
    for one, other in ((left, right), (right, left)):
        tf.train.add_queue_runner(tf.train.QueueRunner(one, [one.enqueue(other.dequeue())]))
    value = tf.train.batch([left.dequeue()], 1)
    with tf.Session() as session:
        coord, threads = running(session)
        taking = in_thread(lambda: session.run(value))
        told(lines, "batch/fifo_queue", "queue runner 'left' waits", "'right' waits", "they wait for each other")
        coord.request_stop()
        assert isinstance(outcome(taking), tf.errors.OutOfRangeError)
        coord.join(threads)


@pytest.mark.parametrize("num_threads", [1, 3])
def test_a_reader_whose_names_nobody_fills(lines, num_threads):
    names = tf.FIFOQueue(5, tf.string, [[]], name="names")
    value = tf.train.batch([tf.TextLineReader().read(names)[1]], 2, num_threads=num_threads)
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(value))
        wait_until(lambda: sum(each.blocked_dequeues for each in tf.train.statistics(session)) == 1)
        coord, threads = running(session)
        told(lines, "names", "no queue runner feeds it")
        coord.request_stop()
        assert isinstance(outcome(taking), tf.errors.OutOfRangeError)
        coord.join(threads)


@pytest.mark.parametrize("many", [False, True])
def test_a_filter_that_keeps_nothing(lines, many):
    number = tf.train.range_input_producer(30).dequeue()
    if many:
        value = tf.train.maybe_batch([tf.stack([number])], [number < 0], 2, enqueue_many=True)
    else:
        value = tf.train.maybe_batch([number], number < 0, 2)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord, threads = running(session)
        taking = in_thread(lambda: session.run(value))
        told(lines, "queue runner 'maybe_batch" if "maybe" in value.name else "queue runner 'batch", "put nothing in")
        coord.request_stop()
        assert isinstance(outcome(taking), tf.errors.OutOfRangeError)
        coord.join(threads)


def test_runners_that_are_not_started_while_another_thread_may_start_them(lines):
    value = tf.train.range_input_producer(3, num_epochs=1, shuffle=False).dequeue()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        taking = in_thread(lambda: session.run(value))
        told(lines, "input_producer", "was not started in this session: call start_queue_runners")
        threads = tf.train.start_queue_runners(session)
        assert outcome(taking) == 0
        ended(*threads)


def test_no_line_for_a_runner_that_is_ahead(lines):
    value = tf.train.range_input_producer(30, shuffle=False, capacity=2).dequeue()
    with tf.Session() as session:
        coord, threads = running(session)
        wait_until(lambda: tf.train.statistics(session)[0].seconds_enqueues_blocked > 4 * SECONDS)
        assert session.run(value) == 0
        coord.request_stop()
        coord.join(threads)
    assert lines() == []


def test_no_line_while_a_runner_is_at_work(lines):
    go = threading.Event()
    value = tf.py_func(lambda: (go.wait(), 1)[1], [], tf.int64)
    value.set_shape([])
    batch = tf.train.batch([value], 1)
    with tf.Session() as session:
        coord, threads = running(session)
        taking = in_thread(lambda: session.run(batch))
        wait_until(lambda: tf.train.statistics(session)[0].seconds_dequeues_blocked > 6 * SECONDS)
        go.set()
        assert outcome(taking).tolist() == [1]
        coord.request_stop()
        coord.join(threads)
    assert lines() == []


# -- who else may feed a queue that has a runner ---------------------------------------------------------------------------


def test_a_thread_of_the_program_may_feed_a_queue_whose_runner_is_not_started(monkeypatch):
    monkeypatch.setattr("headrace.pipeline.diagnosis.diagnosis.GRACE", 0.01)
    queue = tank()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(1)]))
    number = tf.placeholder(tf.int32, [])
    put, value = queue.enqueue(number), queue.dequeue()
    with tf.Session() as session:

        def feed():
            for k in range(3):
                wait_until(lambda: any(each.blocked_dequeues for each in tf.train.statistics(session)))
                time.sleep(0.03)
                session.run(put, {number: k})

        feeding = in_thread(feed)
        assert [session.run(value) for _ in range(3)] == [0, 1, 2]
        assert outcome(feeding) is None
        # Nobody is left who could.
        with pytest.raises(tf.errors.FailedPreconditionError, match="call start_queue_runners"):
            session.run(value)


def test_a_thread_of_the_program_may_feed_a_queue_whose_runner_has_ended():
    source, queue = tank(name="source"), tank()
    number = tf.placeholder(tf.int32, [])
    put, value = queue.enqueue(number), queue.dequeue()
    move = queue.enqueue(source.dequeue())
    runner = tf.train.QueueRunner(queue, [move], close_op=tf.no_op(), cancel_op=tf.no_op())
    with tf.Session() as session:
        session.run([source.enqueue(9)])
        session.run(source.close())
        ended(*runner.create_threads(session, start=True))
        assert session.run(value) == 9

        def feed():
            wait_until(lambda: any(each.blocked_dequeues for each in tf.train.statistics(session)))
            session.run(put, {number: 4})

        feeding = in_thread(feed)
        assert session.run(value) == 4
        assert outcome(feeding) is None
        with pytest.raises(tf.errors.OutOfRangeError, match="all its queue runners have ended"):
            session.run(value)


def test_threads_of_libraries_feed_nothing(monkeypatch):
    """As that which reads for fsspec lives on once a URL was read."""
    monkeypatch.setattr("headrace.pipeline.diagnosis.diagnosis.GRACE", 0.01)
    over = threading.Event()
    reading = threading.Thread(target=over.wait, name="fsspecIO")
    reading.start()
    queue = tank()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(1)]))
    try:
        with tf.Session() as session, pytest.raises(tf.errors.FailedPreconditionError, match="call start_queue_runners"):
            session.run(queue.dequeue())
    finally:
        over.set()
        reading.join()


# -- Coordinator.join ----------------------------------------------------------------------------------------------------


def test_a_join_of_runners_that_nobody_asked_to_stop(lines):
    value = tf.train.batch([tf.train.range_input_producer(30).dequeue()], 5)
    with tf.Session() as session:
        coord, threads = running(session)
        session.run(value)
        joining = in_thread(lambda: coord.join(threads))
        told(lines, "in Coordinator.join, and nobody has called request_stop", "batch/fifo_queue", "for room in")
        coord.request_stop()
        assert outcome(joining) is None


def test_a_join_after_the_end_of_the_input_that_nobody_asked_for(lines):
    value = tf.train.range_input_producer(3, num_epochs=1).dequeue()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord, threads = running(session)
        for _ in range(3):
            session.run(value)
        joining = in_thread(lambda: coord.join(threads))
        told(lines, "in Coordinator.join, and nobody has called request_stop", "1 thread waits for the request")
        coord.request_stop()
        assert outcome(joining) is None


def test_a_join_of_a_thread_that_waits_at_a_full_queue(lines, monkeypatch):
    monkeypatch.setattr(waits.PlainMonitor, "enqueuer", lambda self, queue, waited: None)  # the thread's own line
    put = tank().enqueue(1)
    session = tf.Session()
    coord = tf.train.Coordinator()

    def load():
        while not coord.should_stop():
            session.run(put)

    loading = in_thread(load)
    joining = in_thread(lambda: coord.join([loading[0]]))
    told(lines, "in Coordinator.join", f"{loading[0].name} waits for room in FIFOQueue", "tank")
    session.close()
    assert isinstance(outcome(loading), tf.errors.CancelledError)
    assert outcome(joining) is None


def test_no_line_for_a_join_of_threads_that_are_at_work(lines):
    go = threading.Event()
    coord = tf.train.Coordinator()
    value = tf.train.range_input_producer(30, capacity=2).dequeue()
    with tf.Session() as session:
        threads = tf.train.start_queue_runners(session, coord)
        working = in_thread(go.wait)
        joining = in_thread(lambda: coord.join([*threads, working[0]]))
        wait_until(lambda: tf.train.statistics(session)[0].seconds_enqueues_blocked > 6 * SECONDS)
        session.run(value)
        coord.request_stop()
        go.set()
        assert outcome(joining) is None
    assert lines() == []


def test_threads_that_do_not_stop_are_named_with_what_they_do_and_their_stacks(lines):
    go_on = threading.Event()

    def stuck(value):
        go_on.wait()
        return value

    value = tf.py_func(stuck, [tf.train.range_input_producer(9).dequeue()], tf.int32)
    value.set_shape([])
    tf.train.batch([value], 2)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        coordinator.request_stop()
        joining = in_thread(lambda: coordinator.join(threads))
        wait_until(lines)
        go_on.set()
        outcome(joining)
    (line,) = lines()
    assert line.startswith("QueueRunnerThread-batch/fifo_queue-batch/fifo_queue_enqueue was asked to stop")
    assert "in a py_func" in line
    assert "in stuck\n    go_on.wait()" in line

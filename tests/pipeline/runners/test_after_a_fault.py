"""After a fault all are asked to stop, but what is good may still be taken: until nobody wants it."""

from __future__ import annotations

import threading

import pytest
from support.ends import ENDS
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.pipeline.queues.waiting import waits

FAULT = tf.errors.InvalidArgumentError
GOOD = ENDS["a bad field"].good


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def narrow(tmp_path):
    """Two queues that hold less than what is good."""
    number = ENDS["a bad field"].make(tmp_path)
    first = tf.train.batch([number], 1, capacity=30)
    return tf.train.batch([first], 1, capacity=2, enqueue_many=True, allow_smaller_final_batch=True)


def opened():
    session = tf.Session()
    session.run(tf.local_variables_initializer())
    return session


@pytest.fixture
def session(narrow):
    with opened() as session:
        yield session


def started(session):
    coord = tf.train.Coordinator()
    return coord, tf.train.start_queue_runners(session, coord)


def blocked(session):
    return any(each.blocked_enqueues for each in tf.train.statistics(session))


def test_the_loop_of_the_books_ends_at_once_and_join_too(narrow, session):
    coord, threads = started(session)
    while not coord.should_stop():
        session.run(narrow)
        coord.wait_for_stop(0.001)
    with pytest.raises(FAULT):
        coord.join(threads)
    assert not any(thread.is_alive() for thread in threads)


def test_where_nobody_takes_what_is_good_a_join_ends_all(narrow, session):
    coord, threads = started(session)
    coord.wait_for_stop()
    wait_until(lambda: blocked(session))
    with pytest.raises(FAULT):
        coord.join(threads)
    assert not any(thread.is_alive() for thread in threads)


def test_a_request_of_the_program_ends_all(narrow, session):
    coord, threads = started(session)
    coord.wait_for_stop()
    wait_until(lambda: blocked(session))
    coord.request_stop()
    ended(*threads)
    with pytest.raises(FAULT):
        coord.join(threads)


def test_a_session_that_is_closed_ends_all(narrow, session):
    coord, threads = started(session)
    coord.wait_for_stop()
    wait_until(lambda: blocked(session))
    session.close()
    ended(*threads)


def test_what_is_good_waits_for_who_takes_it(narrow, session):
    coord, threads = started(session)
    coord.wait_for_stop()
    wait_until(lambda: blocked(session))
    got = [int(session.run(narrow)[0]) for _ in range(GOOD)]
    assert got == list(range(GOOD))
    with pytest.raises(tf.errors.OutOfRangeError, match="What fed it ended with InvalidArgumentError"):
        session.run(narrow)
    ended(*threads)
    with pytest.raises(FAULT):
        coord.join(threads)


def test_threads_that_look_whether_to_stop_leave_the_rest(narrow, session):
    coord, threads = started(session)

    def consume():
        while not coord.should_stop():
            session.run(narrow)

    consuming = [in_thread(consume) for _ in range(2)]
    joining = in_thread(lambda: coord.join([*threads, *(thread for thread, _ in consuming)]))
    assert isinstance(outcome(joining), FAULT)
    ended(*threads)


def test_a_thread_that_waits_for_room_takes_nothing(session):
    queue = tf.FIFOQueue(1, [tf.int32], [[]])
    put = queue.enqueue(1)
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [put]))
    coord, threads = started(session)

    def feed():
        with coord.stop_on_exception():
            while True:
                session.run(put)

    feeding = in_thread(feed)
    coord.wait_for_stop()
    joining = in_thread(lambda: coord.join([*threads, feeding[0]]))
    assert isinstance(outcome(joining), FAULT)
    ended(feeding[0], *threads)


def test_threads_that_wait_while_nothing_moves_take_nothing(session, monkeypatch):
    monkeypatch.setattr(waits, "PATIENCE", 0.1)
    never = tf.FIFOQueue(1, [tf.int32], [[]]).dequeue()
    coord, threads = started(session)
    waiting = in_thread(lambda: session.run(never))
    coord.wait_for_stop()
    wait_until(lambda: blocked(session))
    joining = in_thread(lambda: coord.join([*threads, waiting[0]], stop_grace_period_secs=30))
    ended(*threads)
    session.close()
    assert isinstance(outcome(waiting), tf.errors.CancelledError)
    assert isinstance(outcome(joining), FAULT)


def test_good_elements_in_the_hands_of_other_threads_are_not_lost():
    """Four threads of one runner: three hold an element each at a full queue when the fourth fails."""
    holding = threading.Semaphore(0)
    fail = threading.Event()

    def give(number):
        if number == 3:
            fail.wait()
            raise KeyError("the fourth")
        holding.release()
        return number

    source = tf.train.range_input_producer(4, num_epochs=1, shuffle=False).dequeue()
    number = tf.py_func(give, [source], tf.int32)
    number.set_shape([])
    value = tf.train.batch([number], 1, num_threads=4, capacity=1)
    session = opened()
    coord, threads = started(session)
    for _ in range(3):
        holding.acquire()
    fail.set()
    coord.wait_for_stop()
    got = sorted(int(session.run(value)[0]) for _ in range(3))
    assert got == [0, 1, 2]
    with pytest.raises(tf.errors.OutOfRangeError, match="the fourth"):
        session.run(value)
    coord.request_stop()
    with pytest.raises(tf.errors.OpError):
        coord.join(threads)


def test_threads_beside_a_fault_take_no_more():
    """One thread of a runner fails while another waits at a source that nobody fills: the queue closes all the same."""
    go = threading.Event()

    def fail(number):
        go.wait()
        raise KeyError("now")

    source = tf.FIFOQueue(5, [tf.int32], [[]], name="source")
    number = tf.py_func(fail, [source.dequeue()], tf.int32)
    number.set_shape([])
    value = tf.train.batch([number], 1, num_threads=2)
    session = opened()
    session.run(source.enqueue(1))
    coord, threads = started(session)
    wait_until(lambda: sum(each.blocked_dequeues for each in tf.train.statistics(session)) == 1)
    taking = in_thread(lambda: session.run(value))
    go.set()
    error = outcome(taking)
    assert isinstance(error, tf.errors.OutOfRangeError)
    assert "now" in error.message
    coord.request_stop()
    with pytest.raises(tf.errors.OpError):
        coord.join(threads)

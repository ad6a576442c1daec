"""Loops that would not end: Ctrl-C, a time limit and closing the session end them, and leave all else as it was."""

from __future__ import annotations

import signal
import threading

import numpy as np
import pytest
from support.threads import in_thread, no_threads_left, outcome

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

pytestmark = pytest.mark.usefixtures("no_thread_left")


@pytest.fixture
def no_thread_left():
    with no_threads_left():
        yield


@pytest.fixture(params=[tf.Session, InterpretedSession], ids=["plan", "interpreter"])
def session(request, graph):
    with request.param(graph=graph) as opened:
        yield opened


def forever(body, *first):
    return tf.while_loop(lambda *_: tf.constant(True), body, first)


def counter(start):
    return forever(lambda i: i + 1, start)


def products(start):
    return forever(lambda x: tf.matmul(x, x), tf.eye(8) * tf.cast(start + 1, tf.float32))


def nested(start):
    return forever(lambda i: forever(lambda j: j + 1, i), start)


def in_a_branch(start):
    return tf.cond(tf.equal(start, 0), lambda: counter(start), lambda: start)


def assigning(start):
    v = tf.Variable(0, collections=[tf.GraphKeys.LOCAL_VARIABLES])
    with tf.control_dependencies([v.initializer]):
        start = tf.identity(start)
    return forever(lambda i: tf.assign_add(v, 1), start)


def calling(start):
    def body(i):
        value = tf.py_func(lambda one: one + np.int32(1), [i], tf.int32)
        value.set_shape([])
        return value

    return forever(body, start)


def beside_one_that_waits(start):
    with tf.control_dependencies([start]):
        return [counter(start), tf.FIFOQueue(1, [tf.int32], [[]]).dequeue()]


def with_one_that_waits(start):
    queue = tf.FIFOQueue(1, [tf.int32], [[]])
    with tf.control_dependencies([queue.enqueue(start)]):
        first = tf.identity(start)

    def body(i):
        with tf.control_dependencies([queue.enqueue(queue.dequeue())]):
            return tf.identity(i)

    return forever(body, first)


LOOPS = (counter, products, nested, in_a_branch, assigning, calling, beside_one_that_waits, with_one_that_waits)


@pytest.fixture(params=LOOPS, ids=[one.__name__ for one in LOOPS])
def endless(request, graph):
    """Fetches that have no end, and what is set as soon as they run."""
    begun = threading.Event()
    start = tf.py_func(lambda: begun.set() or np.int32(0), [], tf.int32)
    start.set_shape([])
    return request.param(start), begun


def is_usable(session):
    i = tf.placeholder(tf.int32, [])
    return session.run(tf.while_loop(lambda j: j < i, lambda j: j + 1, [0]), {i: 7}) == 7


def test_ctrl_c_ends_them(session, endless):
    fetches, begun = endless
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        pressing = in_thread(lambda: begun.wait() and signal.pthread_kill(threading.main_thread().ident, signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            session.run(fetches)
        assert outcome(pressing) is None
    finally:
        signal.signal(signal.SIGINT, before)
    assert is_usable(session)


def test_a_time_limit_ends_them(session, endless):
    fetches, begun = endless
    with pytest.raises(tf.errors.DeadlineExceededError):
        session.run(fetches, options=tf.RunOptions(timeout_in_ms=30))
    assert begun.is_set()
    assert is_usable(session)


def test_closing_the_session_from_another_thread_ends_them(session, endless):
    fetches, begun = endless
    closing = in_thread(lambda: begun.wait() and session.close())
    with pytest.raises(tf.errors.CancelledError):
        session.run(fetches)
    assert outcome(closing) is None
    with pytest.raises(RuntimeError, match="Attempted to use a closed Session"):
        session.run(tf.constant(1))


def test_closing_the_session_ends_all_that_run_in_it(session, endless):
    fetches, begun = endless
    running = [in_thread(lambda: session.run(fetches)) for _ in range(3)]
    begun.wait()
    session.close()
    for one in running:
        assert isinstance(outcome(one), (tf.errors.CancelledError, RuntimeError))

"""NumPy's warnings: none from what a graph computes, and the user's own settings untouched."""

import contextvars
import warnings

import numpy as np
import pytest
from support.threads import in_thread, outcome

import headrace as tf
from headrace.graph.runtime.errstate import ignoring_float_errors


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default(), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_infinities_and_nans_come_without_warnings():
    x = tf.placeholder(tf.float32, [None])
    one = tf.placeholder(tf.float32, [])
    with tf.Session() as session, np.errstate(all="raise"):
        assert session.run(x / 0.0, {x: [1, 0]}).tolist()[0] == np.inf
        assert session.run(tf.exp(one * 1000.0), {one: 1.0}) == np.inf
        assert np.isnan(session.run(one - one / 0.0 * 0.0, {one: 0.0}))


def test_they_come_without_warnings_in_threads_and_in_two_waits_of_one_run():
    queue, other = tf.FIFOQueue(2, [tf.float32], [[]]), tf.FIFOQueue(2, [tf.float32], [[]])
    both = [queue.dequeue() / 0.0, other.dequeue() / 0.0]
    with tf.Session() as session:
        session.run([queue.enqueue(1.0), other.enqueue(1.0)])
        assert outcome(in_thread(lambda: session.run(both))) == [np.inf, np.inf]


def test_the_callers_error_state_is_what_it_was():
    x = tf.placeholder(tf.float32, [])
    with tf.Session() as session, np.errstate(divide="raise"):
        session.run(x / 0.0, {x: 1.0})
        with pytest.raises(FloatingPointError):
            np.float32(1) / np.float32(0)


def test_a_python_function_finds_its_callers_context_and_may_run_the_session_again():
    name = contextvars.ContextVar("name")
    x = tf.placeholder(tf.float32, [])
    half = x / 2.0
    with tf.Session() as session:
        session.run(half, {x: 1.0})
        name.set("caller")
        seen = []

        def ask(value):
            seen.append(name.get())
            return session.run(half, {x: value})

        assert session.run(tf.py_func(ask, [x + 1.0], tf.float32), {x: 3.0}) == 2
        assert seen == ["caller"]


def test_what_runs_quietly_may_do_so_again():
    assert ignoring_float_errors(lambda: ignoring_float_errors(lambda: np.float32(1) / np.float32(0))) == np.inf
    with pytest.raises(KeyError):
        ignoring_float_errors(lambda: {}["a"])
    assert ignoring_float_errors(lambda: np.float32(1) / np.float32(0)) == np.inf

"""py_func: functions side by side, what they may return, and how their errors are told. Texts are TensorFlow 1.15's."""

from __future__ import annotations

import contextvars
import threading

import numpy as np
import pytest

import headrace as tf
from headrace.graph.execution.interpreter import Interpretation
from headrace.graph.runtime.run_context import RunContext
from tests.support.threads import no_threads_left

SECONDS = 20


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


def _interpreted(session, targets):
    return list(Interpretation(session, targets, [])(RunContext()))


def _planned(session, targets):
    return session.run(targets)


@pytest.mark.parametrize("run", [_planned, _interpreted])
def test_functions_that_wait_for_each_other_run_side_by_side(session, run):
    first, second = threading.Event(), threading.Event()

    def one():
        first.set()
        return second.wait(SECONDS)

    def other():
        second.set()
        return first.wait(SECONDS)

    with no_threads_left():
        assert run(session, [tf.py_func(one, [], tf.bool), tf.py_func(other, [], tf.bool)]) == [True, True]


def test_what_depends_on_a_function_runs_while_another_waits_for_it(session):
    done = threading.Event()
    waits = tf.py_func(lambda: done.wait(SECONDS), [], tf.bool)
    x = tf.py_func(lambda: np.float32(1), [], tf.float32)

    def last(value):
        done.set()
        return value

    with no_threads_left():
        assert session.run([waits, tf.py_func(last, [x + 1], tf.float32)]) == [True, 2.0]


def test_a_function_feeds_a_queue_that_the_same_step_waits_for(session):
    queue = tf.FIFOQueue(1, tf.int32, [()])
    put = queue.enqueue(7)

    def function():
        session.run(put)
        return True

    with no_threads_left():
        assert session.run([queue.dequeue(), tf.py_func(function, [], tf.bool)]) == [7, True]


def test_functions_beside_each_other_find_the_context_variables_of_the_caller(session):
    variable = contextvars.ContextVar("variable", default=0)
    meet = threading.Barrier(2)

    def function():
        meet.wait(SECONDS)
        return np.int64(variable.get())

    variable.set(5)
    with no_threads_left():
        assert session.run([tf.py_func(function, [], tf.int64), tf.py_func(function, [], tf.int64)]) == [5, 5]


def test_functions_that_do_not_wait_stay_in_the_calling_thread(session):
    def where():
        return np.int64(threading.get_ident())

    alone = tf.py_func(where, [], tf.int64)
    assert session.run(alone) == threading.get_ident()
    chained = tf.py_func(lambda x: where(), [alone], tf.int64)
    assert session.run(chained) == threading.get_ident()


def test_the_first_error_of_functions_side_by_side_is_raised_when_all_have_ended(session):
    failed, ended = threading.Event(), []

    def fails():
        failed.set()
        raise ValueError("first")

    def lasts():
        failed.wait(SECONDS)
        ended.append(True)
        return True

    with no_threads_left():
        with pytest.raises(tf.errors.InvalidArgumentError, match="ValueError: first"):
            session.run([tf.py_func(lasts, [], tf.bool), tf.py_func(fails, [], tf.bool)])
        assert ended == [True]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ValueError, tf.errors.InvalidArgumentError),
        (TypeError, tf.errors.InvalidArgumentError),
        (StopIteration, tf.errors.OutOfRangeError),
        (MemoryError, tf.errors.ResourceExhaustedError),
        (NotImplementedError, tf.errors.UnimplementedError),
        (KeyError, tf.errors.UnknownError),
    ],
)
def test_an_error_is_told_with_its_traceback(session, error, status):
    def inner():
        raise error("bad thing")

    def outer():
        inner()

    with pytest.raises(status) as caught:
        session.run(tf.py_func(outer, [], tf.int64))
    head, trace, *_ = caught.value.message.partition("\nTraceback (most recent call last):\n\n")
    assert head == f"{error.__name__}: {error('bad thing')}"
    assert trace
    places = [line.rsplit(" in ", 1)[1] for line in caught.value.message.split("\n") if line.startswith("  File ")]
    assert places[-2:] == ["outer", "inner"]
    assert isinstance(caught.value.__cause__.__cause__ or caught.value.__cause__, error)


class Other:
    pass


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ({"a": 1}, tf.string, "Unsupported object type dict"),
        ({1}, tf.int64, "Unsupported object type set"),
        ([None], tf.float32, "Unsupported object type NoneType"),
        pytest.param(Other(), tf.string, "Unsupported object type Other", id="Other"),
        (np.array([1], object), tf.int64, "Unsupported object type int"),
        (2**70, tf.int64, "Unsupported object type int"),
        (np.zeros(2, [("a", "i4")]), tf.int64, "Unsupported numpy data type"),
        (np.datetime64("2020"), tf.int64, "Unsupported numpy type: NPY_DATETIME"),
        (1, tf.float32, "0-th value returned by pyfunc_* is int64, but expects float"),
        (1.5, tf.float32, "0-th value returned by pyfunc_* is double, but expects float"),
        ([1.5], tf.float16, "0-th value returned by pyfunc_* is double, but expects half"),
        ("a", tf.int64, "0-th value returned by pyfunc_* is string, but expects int64"),
        (True, tf.int64, "0-th value returned by pyfunc_* is bool, but expects int64"),
        (np.float32(1), tf.float64, "0-th value returned by pyfunc_* is float, but expects double"),
        ([1, 2], tf.int64, "pyfunc_* returns 2 values, but expects to see 1 values."),
        (None, tf.int64, "pyfunc_* returns 0 values, but expects to see 1 values."),
        (1, [tf.int64, tf.int64], "pyfunc_* returns 1 values, but expects to see 2 values."),
        ({"a": 1}, [tf.int64, tf.int64], "Unsupported object type dict"),
        (1, [], "pyfunc_* returns 1 values, but expects to see 0 values."),
    ],
    ids=repr,
)
def test_what_is_no_array_of_the_type_is_refused(session, value, kind, text):
    status = tf.errors.InternalError if text.startswith("Unsupported") else tf.errors.InvalidArgumentError
    output = tf.py_func(lambda: value, [], kind)
    with pytest.raises(status) as caught:
        session.run(output)
    before, _, after = text.partition("*")
    found = caught.value.message.split("\n")[0]
    assert found.startswith(before)
    assert found.endswith(after)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(1, tf.int64), (1.5, tf.float64), ("ü", tf.string), (b"a\0", tf.string), (True, tf.bool), (1j, tf.complex128)],
)
def test_python_values_are_what_numpy_makes_of_them(session, value, kind):
    found = session.run(tf.py_func(lambda: value, [], kind))
    assert found == (value.encode() if isinstance(value, str) else value)

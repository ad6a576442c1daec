"""Nothing ends in silence, and nothing good is lost: what ends an input, through every chain, wherever it is noticed."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from support.ends import CHAINS, ENDS, End, lines, numbers, parsed, small
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf


@pytest.fixture(autouse=True)
def graph(monkeypatch):
    def no_hook(args):
        raise AssertionError(f"a thread ended with a traceback: {args.exc_value!r}")

    monkeypatch.setattr(threading, "excepthook", no_hook)
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def told(error: BaseException, end: End) -> None:
    """An error of session.run has TensorFlow's class and words, and tells what ended the input."""
    assert type(error) is tf.errors.OutOfRangeError
    assert "is closed and has insufficient elements" in error.message
    assert f"What fed it ended with {end.kind.__name__}: " in error.message
    named(error.fault, end)
    assert all(word in error.message for word in end.words)


def named(error: BaseException, end: End) -> None:
    assert type(error) is end.kind
    assert all(word in error.message for word in end.words)


def taken(run, out) -> tuple[list[int], BaseException]:
    """The numbers that come, and what ended them."""
    got: list[int] = []
    try:
        while True:
            got += np.ravel(run(out)).tolist()
    except BaseException as error:
        return got, error


def initialize(session, end: End) -> None:
    if end.initialized:
        session.run(tf.local_variables_initializer())


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("name", ENDS)
def test_all_good_comes_out_then_the_cause(name, chain, tmp_path):
    end = ENDS[name]
    out = CHAINS[chain](end.make(tmp_path))
    with tf.Session() as session:
        initialize(session, end)
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        got, error = taken(session.run, out)
        assert sorted(got) == list(range(end.good))
        told(error, end)
        assert coord.should_stop()
        coord.request_stop()
        with pytest.raises(end.kind) as joined:
            coord.join(threads)
        named(joined.value, end)


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("name", ENDS)
def test_without_a_coordinator_too(name, chain, tmp_path):
    end = ENDS[name]
    out = CHAINS[chain](end.make(tmp_path))
    with tf.Session() as session:
        initialize(session, end)
        tf.train.start_queue_runners(session)
        got, error = taken(session.run, out)
        assert sorted(got) == list(range(end.good))
        told(error, end)
        # Who learns of the fault from the input stops a Coordinator with it.
        coord = tf.train.Coordinator()
        coord.request_stop(error)
        with pytest.raises(end.kind):
            coord.join()


@pytest.mark.parametrize("chain", ["one queue", "two", "three"])
@pytest.mark.parametrize("name", [name for name in ENDS if ENDS[name].initialized])
def test_iterate_raises_the_cause_itself(name, chain, tmp_path):
    end = ENDS[name]
    steps = tf.train.iterate(CHAINS[chain](end.make(tmp_path)))
    got, error = taken(next, steps)
    assert sorted(got) == list(range(end.good))
    named(error, end)


SESSIONS = {
    "MonitoredSession": tf.train.MonitoredSession,
    "SingularMonitoredSession": tf.train.SingularMonitoredSession,
    "Supervisor": lambda: tf.train.Supervisor(logdir=None).managed_session(),
}


def consumed(kind: str, out) -> tuple[list[int], BaseException | None]:
    """What comes in a session that looks after its runners, and what its block raises."""
    got: list[int] = []
    try:
        with SESSIONS[kind]() as session:
            while True:
                got += session.run(out).tolist()
    except Exception as error:
        return got, error
    return got, None


@pytest.mark.parametrize("kind", SESSIONS)
@pytest.mark.parametrize("chain", ["one queue", "two", "three"])
@pytest.mark.parametrize("name", [name for name in ENDS if ENDS[name].initialized])
def test_sessions_that_look_after_their_runners_raise_the_cause_itself(name, chain, kind, tmp_path):
    end = ENDS[name]
    got, error = consumed(kind, CHAINS[chain](end.make(tmp_path)))
    assert sorted(got) == list(range(end.good))
    named(error, end)


@pytest.mark.parametrize("kind", SESSIONS)
def test_they_end_in_peace_with_the_input(kind, tmp_path):
    got, error = consumed(kind, CHAINS["two"](parsed(lines(numbers(tmp_path)))))
    assert sorted(got) == list(range(20))
    assert error is None


@pytest.mark.parametrize("name", ENDS)
@pytest.mark.parametrize("chain", ["one queue", "two", "three"])
def test_threads_that_take_get_all_that_is_good_while_the_program_joins_them(name, chain, tmp_path):
    end = ENDS[name]
    out = CHAINS[chain](end.make(tmp_path))
    with tf.Session() as session:
        initialize(session, end)
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord, start=False)
        consuming = in_thread(lambda: taken(session.run, out))
        joining = in_thread(lambda: coord.join([*threads, consuming[0]]))
        for thread in threads:
            thread.start()
        got, error = outcome(consuming)
        assert sorted(got) == list(range(end.good))
        told(error, end)
        named(outcome(joining), end)


@pytest.mark.parametrize("chain", CHAINS)
def test_the_declared_end_is_no_error(chain, tmp_path):
    out = CHAINS[chain](parsed(lines(numbers(tmp_path))))
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        got, error = taken(session.run, out)
        assert sorted(got) == list(range(20))
        assert type(error) is tf.errors.OutOfRangeError
        assert "What fed it" not in error.message
        assert not coord.should_stop()
        coord.request_stop(error)
        coord.join(threads)


# -- stopped from outside ------------------------------------------------------------------------------------------------


def endless(directory):
    return parsed(lines(numbers(directory, name="endless.csv"), epochs=None))


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("name", ENDS)
def test_what_waits_beside_a_fault_is_told_of_it(name, chain, tmp_path):
    end = ENDS[name]
    out = CHAINS[chain](endless(tmp_path))
    small(end.make(tmp_path), 2)
    with tf.Session() as session:
        initialize(session, end)
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        _, error = taken(session.run, out)
        told(error, end)
        coord.request_stop(error)
        with pytest.raises(end.kind):
            coord.join(threads)


@pytest.mark.parametrize("chain", CHAINS)
def test_what_a_thread_of_the_program_raises_is_told_where_the_input_ends(chain, tmp_path):
    out = CHAINS[chain](endless(tmp_path))
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        go = threading.Event()

        def feeder():
            with coord.stop_on_exception():
                go.wait()
                raise ArithmeticError("my feeder broke")

        thread, _ = in_thread(feeder)
        session.run(out)
        go.set()
        _, error = taken(session.run, out)
        assert "What fed it ended with ArithmeticError: my feeder broke" in error.message
        with pytest.raises(ArithmeticError, match="my feeder broke"):
            coord.join([*threads, thread])


@pytest.mark.parametrize("chain", CHAINS)
def test_a_stop_without_an_error_is_told_where_the_input_ends_and_is_none_for_join(chain, tmp_path):
    out = CHAINS[chain](endless(tmp_path))
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        session.run(out)
        coord.request_stop()
        _, error = taken(session.run, out)
        assert "The Coordinator was asked to stop." in error.message
        coord.request_stop(error)
        coord.join(threads)


@pytest.mark.parametrize("chain", ["one queue", "two", "three"])
def test_a_session_closed_under_a_consumer_ends_it_and_is_what_join_raises(chain, tmp_path):
    out = CHAINS[chain](own_source := tf.FIFOQueue(5, [tf.int32], [[]], name="source").dequeue())
    assert own_source.shape == []
    session = tf.Session()
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coord)
    consuming = in_thread(lambda: session.run(out))
    wait_until(lambda: sum(each.blocked_dequeues for each in tf.train.statistics(session)) == len(threads) // 2 + 1)
    session.close()
    error = outcome(consuming)
    assert isinstance(error, tf.errors.CancelledError)
    assert "Session was closed" in error.message
    with pytest.raises((tf.errors.CancelledError, RuntimeError), match="closed"):
        coord.join(threads)


def test_a_session_closed_under_iterate_is_what_it_raises(tmp_path):
    out = CHAINS["two"](endless(tmp_path))
    session = tf.Session()
    steps = tf.train.iterate(out, session=session)
    next(steps)
    session.close()
    with pytest.raises((tf.errors.CancelledError, RuntimeError), match="closed"):
        next(steps)

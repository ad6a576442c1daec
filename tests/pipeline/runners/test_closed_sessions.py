"""A closed session gives back at once what it held: elements, values, files, threads. The garbage collector is off here."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections import Counter

import numpy as np
import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.blocks.block_plan import BlockPlan
from headrace.graph.execution.plans.plan import Plan
from headrace.graph.execution.session import Session
from headrace.graph.runtime.variable_state import VariableState
from headrace.pipeline.queues import Queue
from headrace.pipeline.readers.base import Reader

HELD = (Session, Plan, BlockPlan, Queue, Reader, VariableState, threading.Thread)


@pytest.fixture(autouse=True)
def no_garbage_collector():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def lines(tmp_path):
    """Two files of 100 numbers, and one that is bad in the middle."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("".join(f"{number}\n" for number in range(100)))
    (tmp_path / "bad").write_text("1\n2\nthree\n4\n")
    return tmp_path


def held():
    return Counter(type(each).__name__ for each in gc.get_objects() if issubclass(type(each), HELD))


def table(*files, epochs=None):
    names = tf.train.string_input_producer(list(map(str, files)), num_epochs=epochs)
    return tf.decode_csv(tf.TextLineReader().read(names)[1], [[0]])


def started(session):
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    coordinator = tf.train.Coordinator()
    return coordinator, tf.train.start_queue_runners(session, coordinator)


def stopped(lines):
    batch = tf.train.shuffle_batch(table(lines / "a"), 10, 50, 20)
    with tf.Session() as session:
        coordinator, threads = started(session)
        session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads)


def to_the_end(lines):
    batch = tf.train.batch(table(lines / "a", lines / "b", epochs=1), 30, num_threads=2)
    with tf.Session() as session:
        coordinator, threads = started(session)
        for _ in range(6):
            session.run(batch)
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads)


def half_read(lines):
    for _ in tf.train.iterate(tf.train.batch(table(lines / "a"), 10)):
        break


def without_runners(lines):
    with tf.Session() as session:
        variable = tf.Variable(tf.zeros([1000]))
        queue = tf.PriorityQueue(10, tf.float32, [[1000]])
        session.run(variable.initializer)
        session.run(queue.enqueue([np.int64(1), variable]))
        session.run([tf.cond(queue.size() > 0, lambda: variable + 1, lambda: variable), queue.dequeue()])


def after_errors(lines):
    with tf.Session() as session:
        queue, other = tf.FIFOQueue(10, tf.int32, [[]]), tf.FIFOQueue(10, tf.int32, [[]])
        text = tf.placeholder(tf.string, [None])
        with pytest.raises(tf.errors.InvalidArgumentError):
            session.run(tf.decode_csv(text, [[0]]), {text: ["1", "x"]})
        for fetches in (queue.dequeue(), [queue.dequeue(), other.dequeue()]):
            with pytest.raises(tf.errors.DeadlineExceededError):
                session.run(fetches, options=tf.RunOptions(timeout_in_ms=5))
        session.run(queue.close())
        for _ in range(2):
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(queue.dequeue_many(2))


def after_waits_that_failed(lines):
    queue = tf.FIFOQueue(10, tf.int32, [[]])
    taken, close = queue.dequeue(), queue.close()
    with tf.Session() as session:

        def take():
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(taken)

        taking = in_thread(take)
        wait_until(lambda: tf.train.statistics(session)[0].blocked_dequeues if tf.train.statistics(session) else 0)
        session.run(close)
        assert outcome(taking) is None


def prompt(lines):
    tf.reset_default_graph()
    session = tf.InteractiveSession()
    variable = tf.Variable([1.0])
    variable.initializer.run()
    assert variable.eval() == [1.0]
    session.close()
    tf.reset_default_graph()


@pytest.mark.parametrize(
    "program", [stopped, to_the_end, half_read, without_runners, after_errors, after_waits_that_failed, prompt]
)
def test_nothing_of_a_closed_session_is_left(program, lines):
    def run():
        if program is prompt:
            program(lines)
        else:
            with tf.Graph().as_default():
                program(lines)

    run()  # imports, and what is made once
    gc.collect()
    before = held()
    with no_threads_left():
        run()
    assert held() - before == Counter()


def test_a_thousand_sessions_of_one_graph_leave_nothing(lines):
    with tf.Graph().as_default() as graph:
        batch = tf.train.shuffle_batch(table(lines / "a"), 10, 50, 20)
        initialize = [tf.global_variables_initializer(), tf.local_variables_initializer()]

        def used_once():
            with tf.Session() as session:
                session.run(initialize)
                coordinator = tf.train.Coordinator()
                threads = tf.train.start_queue_runners(session, coordinator)
                session.run(batch)
                described = [runner.statistics() for runner in graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)]
                coordinator.request_stop()
                coordinator.join(threads)
                return described

        described = used_once()
        before = held()
        objects = len(gc.get_objects())
        for _ in range(50):
            assert [len(each) for each in used_once()] == [len(each) for each in described]
        assert held() - before == Counter()
        assert len(gc.get_objects()) - objects < 50


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs a list of open files")
def test_files_are_closed_with_the_session_that_read_them(lines):
    count = len(os.listdir("/proc/self/fd"))
    with tf.Graph().as_default():
        names = tf.train.string_input_producer([str(lines / "a")])
        reader = tf.TextLineReader()
        line = reader.read(names)[1]
        session = tf.Session()
        started(session)
        session.run(line)
        session.close()
    wait_until(lambda: len(os.listdir("/proc/self/fd")) <= count)


def test_kept_errors_and_open_coordinators_keep_no_elements_and_no_values(lines):
    """Not even where the program never stops its Coordinator and keeps all errors."""
    arrays = []

    def big():
        array = np.ones(1000, np.float32)
        arrays.append(weakref.ref(array))
        return array

    kept = []
    with tf.Graph().as_default():
        array = tf.py_func(big, [], tf.float32)
        array.set_shape([1000])
        batch = tf.train.batch([array], 1, capacity=4)
        variable = tf.Variable(array)
        queue = tf.FIFOQueue(10, tf.float32)
        put, taken = queue.enqueue(array), queue.dequeue()
        with no_threads_left(), tf.Session() as session:
            session.run(variable.initializer)
            coordinator, _ = started(session)
            session.run(batch)
            for _ in range(3):
                session.run(put)
            for fetches in (taken, taken, taken, [taken, variable]):
                try:
                    session.run(fetches, options=tf.RunOptions(timeout_in_ms=5))
                except tf.errors.DeadlineExceededError as error:
                    kept.append(error)
            queues, states = session.resources(Queue), session.resources(VariableState)
    assert len(kept) == 1
    assert {queue.size() for queue in queues} == {0}
    assert {state.value for state in states} == {None}
    assert coordinator is not None
    wait_until(lambda: not [each for each in arrays if each() is not None])


def test_runs_that_race_with_the_end_of_their_session_end_with_tensorflows_errors(lines):
    allowed = (tf.errors.CancelledError, RuntimeError)
    for _ in range(30):
        with tf.Graph().as_default(), no_threads_left():
            variable = tf.Variable(tf.zeros([10]))
            line = table(lines / "a")[0]
            shuffled = tf.train.shuffle_batch([line], 3, 50, 20)
            queue = tf.RandomShuffleQueue(10, 0, tf.float32, [[10]])
            fetches = [
                shuffled,
                tf.assign_add(variable, tf.ones([10])),
                variable.read_value(),
                line,
                [queue.enqueue(variable), queue.size(), shuffled],
                queue.enqueue_many([tf.ones([3, 10])]),
                queue.dequeue(),
                queue.dequeue_many(2),
                tf.random_uniform([3]),
            ]
            session = tf.Session()
            coordinator, runners = started(session)
            begun = threading.Barrier(len(fetches) + 1)

            def again(fetch, session=session, begun=begun):
                begun.wait()
                while True:
                    session.run(fetch)

            threads = [in_thread(lambda fetch=fetch: again(fetch)) for fetch in fetches]
            begun.wait()
            session.close()
            for thread in threads:
                error = outcome(thread)
                assert isinstance(error, allowed), error
                assert type(error) is tf.errors.CancelledError or str(error) == "Attempted to use a closed Session."
            coordinator.request_stop()
            joined = outcome(in_thread(lambda join=coordinator.join, runners=runners: join(runners)))
            assert joined is None or isinstance(joined, tf.errors.CancelledError) or "closed Session" in str(joined)

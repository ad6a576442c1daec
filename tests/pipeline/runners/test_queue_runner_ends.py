"""QueueRunner: what its threads leave behind, and what no thread of it hides."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import numpy as np
import pytest
from support.threads import ended, no_threads_left

import headrace as tf
from headrace.pipeline.readers.lines import TextLines


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def _queue():
    return tf.FIFOQueue(10, [tf.int32], [[]], name="queue")


def _counted(queue, limit):
    """An operation that puts `limit` numbers in, then ends."""
    return queue.enqueue([tf.Variable(0, trainable=False).count_up_to(limit)])


def _all(session, value):
    out = []
    try:
        while True:
            out.append(int(session.run(value)))
    except tf.errors.OutOfRangeError:
        return out


def test_a_thread_that_comes_back_after_the_join_ends_quietly(monkeypatch, caplog):
    said = []
    monkeypatch.setattr(threading, "excepthook", lambda args: said.append(args.exc_value))
    go, stuck = threading.Event(), threading.Event()

    def read():
        stuck.set()
        go.wait()
        return np.int32(1)

    value = tf.py_func(read, [], tf.int32)
    value.set_shape([])
    batch = tf.train.batch([value], 1)
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        stuck.wait()
        coord.request_stop()
        with pytest.raises(RuntimeError, match="threads still running: QueueRunnerThread"):
            coord.join(threads, stop_grace_period_secs=0)
        ended(threads[-1])  # has cancelled what waits at the queue
        go.set()
        ended(*threads)
        with pytest.raises(tf.errors.OutOfRangeError, match="asked to stop"):
            session.run(batch)
    assert said == []
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


def test_a_fault_after_the_join_is_on_the_log(caplog):
    go, stuck = threading.Event(), threading.Event()

    def read():
        stuck.set()
        go.wait()
        raise KeyError("late")

    value = tf.py_func(read, [], tf.int32)
    value.set_shape([])
    tf.train.batch([value], 1)
    with tf.Session() as session:
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        stuck.wait()
        coord.request_stop()
        coord.join(threads, stop_grace_period_secs=0, ignore_live_threads=True)
        go.set()
        ended(*threads)
    assert "failed after Coordinator.join" in caplog.text
    assert "late" in caplog.text


def test_sessions_that_are_gone_leave_nothing_in_the_runner():
    queue = _queue()
    runner = tf.train.QueueRunner(queue, [_counted(queue, 30)])
    value = queue.dequeue()
    kept = []
    for _ in range(5):
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            threads = runner.create_threads(session, start=True)
            assert len(_all(session, value)) == 30
            ended(*threads)
            assert len(runner.statistics()) == 1
            kept.append(weakref.ref(session))
        del session, threads
        gc.collect()
        assert runner.statistics() == []
    assert [ref() for ref in kept] == [None] * 5


def test_a_close_op_that_fails_is_an_error():
    queue = _queue()
    with tf.control_dependencies([tf.Assert(tf.constant(False), ["cannot close"])]):
        close = tf.no_op()
    value = queue.dequeue()
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [_counted(queue, 2)], close_op=close))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        assert [session.run(value) for _ in range(2)] == [0, 1]
        with pytest.raises(tf.errors.OutOfRangeError, match="cannot close"):
            session.run(value)
        with pytest.raises(tf.errors.InvalidArgumentError, match="cannot close"):
            coord.join(threads)


def test_an_operation_of_another_graph_is_refused():
    queue = _queue()
    with tf.Graph().as_default():
        foreign = _queue().enqueue([1])
    runner = tf.train.QueueRunner(queue, [foreign])
    with tf.Session() as session:
        for _ in range(2):
            with pytest.raises(ValueError, match="not an element of this graph"):
                runner.create_threads(session)


def test_a_reader_that_is_cancelled_by_a_task_does_not_look_like_the_end(monkeypatch, tmp_path):
    path = tmp_path / "lines"
    path.write_text("one\ntwo\n")
    opened = TextLines.open

    def open_once(self, name):
        monkeypatch.setattr(TextLines, "open", cancelled)
        return opened(self, name)

    def cancelled(self, name):
        raise asyncio.CancelledError("the task is over")

    monkeypatch.setattr(TextLines, "open", open_once)
    monkeypatch.setattr(TextLines, "_has_read_small", lambda self: False)  # else it is not opened
    names = tf.train.string_input_producer([str(path)], num_epochs=2)
    steps = tf.train.iterate(tf.train.batch([tf.TextLineReader().read(names)[1]], 1))
    assert [next(steps)[0], next(steps)[0]] == [b"one", b"two"]
    with pytest.raises(tf.errors.UnknownError, match="CancelledError: the task is over"):
        next(steps)

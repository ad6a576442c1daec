"""Pipelines that read pipes: the records of a slow writer, a writer that is silent when all stops, and none at all."""

from __future__ import annotations

import os
import threading

import pytest
from support.programs import loop
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.formats import limits

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def path(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    return str(tmp_path / "pipe")


def batches_of(reader, *paths):
    names = tf.train.string_input_producer(list(paths), num_epochs=1, shuffle=False)
    _, value = reader.read(names)
    return tf.train.batch([value], 1, allow_smaller_final_batch=True)


def descriptors():
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("reader", [tf.TextLineReader, tf.WholeFileReader])
def test_what_a_slow_writer_writes_arrives(path, reader):
    go_on = threading.Event()

    def write():
        with open(path, "wb", buffering=0) as pipe:
            pipe.write(b"first\n")
            go_on.wait(20)
            pipe.write(b"second\n")

    writer = in_thread(write)
    batch = batches_of(reader(), path)
    waits = in_thread(lambda: wait_until(lambda: any(t.name == "PipeWatcher" for t in threading.enumerate())))
    released = in_thread(lambda: (outcome(waits), go_on.set()))
    got, _, joined = loop(batch)
    lines = [b"first", b"second"] if reader is tf.TextLineReader else [b"first\nsecond\n"]
    assert [record for (record,) in (value.tolist() for value in got)] == lines
    assert joined is None
    assert outcome(writer) is None
    assert outcome(released) == (None, None)


def test_a_pipe_that_nobody_writes_to_is_an_error_that_names_it(path, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "pipe_writer_seconds", 0.01)
    (tmp_path / "good").write_bytes(b"a\nb\n")
    got, ended, joined = loop(batches_of(tf.TextLineReader(), str(tmp_path / "good"), path))
    assert [value.tolist() for value in got] == [[b"a"], [b"b"]]
    assert isinstance(joined, tf.errors.FailedPreconditionError)
    assert joined.message.startswith(f"{path}; a named pipe that nobody has opened for writing")
    assert joined.message in ended.message


@pytest.mark.parametrize("has_writer", [True, False])
def test_a_stop_ends_the_wait_for_a_pipe(path, has_writer, monkeypatch):
    monkeypatch.setattr(limits, "pipe_writer_seconds", None)
    keeper = os.open(path, os.O_RDWR) if has_writer else None
    before = descriptors() if os.path.exists("/proc/self/fd") else None
    batch = batches_of(tf.TextLineReader(), path)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        wait_until(lambda: any(thread.name == "PipeWatcher" for thread in threading.enumerate()))
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=20)
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(batch)
    if before is not None:
        wait_until(lambda: descriptors() <= before)
    if keeper is not None:
        os.close(keeper)


def test_a_closed_session_ends_the_wait_for_a_pipe(path):
    keeper = os.open(path, os.O_RDWR)
    names = tf.train.string_input_producer([path], num_epochs=1, shuffle=False)
    key, _ = tf.TextLineReader().read(names)
    session = tf.Session()
    session.run(tf.local_variables_initializer())
    session.run(names.enqueue([path]))
    waiting = in_thread(lambda: session.run(key))
    wait_until(lambda: any(thread.name == "PipeWatcher" for thread in threading.enumerate()))
    session.close()
    assert isinstance(outcome(waiting), tf.errors.CancelledError)
    os.close(keeper)

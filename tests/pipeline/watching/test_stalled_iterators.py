"""`diagnose` says what an iterator does that somebody waits for, through prefetches, parallel calls and queues."""

from __future__ import annotations

import logging
import os
import re
import threading

import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.runtime.watched import open_sessions
from headrace.pipeline.runners import coordinator as coordinators


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


class Gate:
    """A function of the program that does not come back until it is let go."""

    def __init__(self):
        self.event = threading.Event()
        self.entered = threading.Event()

    def stuck(self, number):
        self.entered.set()
        self.event.wait()
        return number

    def generated(self):
        yield 1
        self.entered.set()
        self.event.wait()
        yield 2


def numbers(gate, calls=None):
    def call(number):
        return tf.py_func(gate.stuck, [number], tf.int64)

    return tf.data.Dataset.range(9).map(call, num_parallel_calls=calls)


IN_CODE = {
    "map": (numbers, "MapDataset is in the program's own code, in a py_func at test_stalled_iterators.py:"),
    "prefetch": (lambda gate: numbers(gate).prefetch(2), "MapDataset is in the program's own code"),
    "two prefetches": (lambda gate: numbers(gate).prefetch(2).batch(1).prefetch(1), "MapDataset is in the program's own code"),
    "in parallel": (lambda gate: numbers(gate, 2).batch(2), "ParallelMapDataset is in the program's own code"),
    "generator": (
        lambda gate: tf.data.Dataset.from_generator(gate.generated, tf.int64).skip(1),
        "GeneratorDataset is in the program's own code",
    ),
    "behind a generator": (
        lambda gate: tf.data.Dataset.from_generator(gate.generated, tf.int64).skip(1).prefetch(1),
        "GeneratorDataset is in the program's own code",
    ),
}


@pytest.mark.parametrize("form", IN_CODE)
def test_a_function_of_the_program_that_does_not_come_back(form):
    make, expected = IN_CODE[form]
    gate = Gate()
    following = make(gate).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(following))
        gate.entered.wait()
        wait_until(lambda: expected in session.diagnose().sentence)
        found = session.diagnose()
        assert f"({os.path.basename(__file__)}:" in found.sentence
        assert "s for the next element of iterator 'OneShotIterator': " in found.sentence
        assert "in <lambda>) has waited" in found.sentence  # where the call stands
        assert found.iterators[0].statistics.waiting == 1
        assert 0 < found.iterators[0].statistics.seconds < session.diagnose().iterators[0].statistics.seconds
        gate.event.set()
        outcome(taking)
        assert session.diagnose().sentence.startswith("No call of the program waits at a queue or for an iterator.")


@pytest.mark.parametrize("prefetched", [False, True])
def test_a_pipe_that_gives_nothing(prefetched, tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    lines = tf.data.TextLineDataset(str(path))
    following = (lines.shuffle(3).prefetch(1) if prefetched else lines).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(following))
        wait_until(lambda: f"TextLineDataset reads {path}." in session.diagnose().sentence)
    assert isinstance(outcome(taking), tf.errors.CancelledError)


@pytest.mark.parametrize("prefetched", [False, True])
def test_a_queue_into_which_nobody_puts(prefetched):
    queue = tf.FIFOQueue(4, [tf.int64], [[]], name="jobs")
    data = tf.data.Dataset.range(9).map(lambda number: queue.dequeue())
    iterator = (data.prefetch(1) if prefetched else data).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.initializer)
        taking = in_thread(lambda: session.run(following))
        wait_until(lambda: "MapDataset waits for 1 element of FIFOQueue 'jobs'" in session.diagnose().sentence)
    assert isinstance(outcome(taking), tf.errors.CancelledError)


def test_a_dataset_that_gives_nothing_of_what_it_takes():
    following = tf.data.Dataset.range(9).repeat().filter(lambda number: number > 9).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        taking = in_thread(lambda: session.run(following))
        wait_until(lambda: "FilterDataset has given none of" in session.diagnose().sentence)
    assert isinstance(outcome(taking), tf.errors.CancelledError)


def test_a_second_thread_waits_for_what_the_first_does():
    gate = Gate()
    following = numbers(gate).make_one_shot_iterator().get_next()
    with tf.Session() as session:
        taking = [in_thread(lambda: session.run(following)) for _ in range(2)]
        wait_until(lambda: [one.statistics.waiting for one in session.diagnose().iterators] == [2])
        gate.entered.wait()
        found = session.diagnose()
        assert [one.iterator for one in found.threads].count("OneShotIterator") == 2
        assert "MapDataset is in the program's own code" in found.sentence
        gate.event.set()
        assert sorted(outcome(one) for one in taking) == [0, 1]


def test_a_queue_runner_that_waits_for_an_iterator():
    gate = Gate()
    number = numbers(gate).prefetch(1).make_one_shot_iterator().get_next()
    number.set_shape([])
    batch = tf.train.batch([number], 2)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        taking = in_thread(lambda: session.run(batch))
        gate.entered.wait()
        expected = "queue runner 'batch/fifo_queue' has waited"
        wait_until(lambda: expected in session.diagnose().sentence and "own code" in session.diagnose().sentence)
        assert "for the next element of iterator 'OneShotIterator': MapDataset is in" in session.diagnose().sentence
        gate.event.set()
        outcome(taking)
        coordinator.request_stop()
        coordinator.join(threads)


def test_passes_that_were_not_begun_or_are_over_are_told():
    iterator = tf.data.Dataset.range(3).make_initializable_iterator()
    following = iterator.get_next()
    with tf.Session() as session:
        session.run(iterator.string_handle())
        assert "no pass was begun: its initializer has to run" in str(session.diagnose())
        session.run(iterator.initializer)
        for _ in range(3):
            session.run(following)
        assert ", at the end" not in str(session.diagnose())
        with pytest.raises(tf.errors.OutOfRangeError):
            session.run(following)
        assert "3 given, at the end" in str(session.diagnose())


def test_a_feedable_iterator_tells_of_the_one_that_feeds_it():
    handle = tf.placeholder(tf.string, [])
    one = tf.data.Dataset.range(1).make_one_shot_iterator()
    following = tf.data.Iterator.from_string_handle(handle, tf.int64, []).get_next()
    with tf.Session() as session:
        feed = {handle: session.run(one.string_handle())}
        session.run(following, feed)
        for _ in range(2):
            with pytest.raises(tf.errors.OutOfRangeError):
                session.run(following, feed)
        (found,) = session.diagnose().iterators
        assert (found.statistics.elements, found.statistics.is_over) == (1, True)


def test_stragglers_in_an_iterator_are_named(monkeypatch, caplog):
    monkeypatch.setattr(coordinators.waits, "PATIENCE", 0.01)
    gate = Gate()
    following = numbers(gate).prefetch(1).make_one_shot_iterator().get_next()
    with tf.Session() as session, caplog.at_level(logging.WARNING, "headrace"):
        coordinator = tf.train.Coordinator()
        thread = threading.Thread(target=session.run, args=(following,), name="taker")
        thread.start()
        gate.entered.wait()
        coordinator.request_stop()
        joining = in_thread(lambda: coordinator.join([thread]))
        wait_until(lambda: "taker was asked to stop" in caplog.text)
        assert re.search(r"taker was asked to stop \d seconds ago", caplog.text)
        assert "and waits for an element of iterator 'OneShotIterator'" in caplog.text
        gate.event.set()
        outcome(joining)


def test_a_session_is_closed_though_a_thread_stays_in_the_programs_code(caplog):
    gate = Gate()
    following = numbers(gate).prefetch(1).make_one_shot_iterator().get_next()
    with caplog.at_level(logging.WARNING, "headrace"):
        with tf.Session() as session:
            taking = in_thread(lambda: session.run(following))
            gate.entered.wait()
        assert session not in open_sessions.OPEN
        assert isinstance(outcome(taking), tf.errors.CancelledError)
    assert "MapDataset is not waited for" in caplog.text or "PrefetchDataset is not waited for" in caplog.text
    gate.event.set()

"""Deterministic queue runners: any number of threads leaves what one leaves, whoever is faster."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.blocks.ordered_plan import OrderedBlockPlan
from headrace.graph.runtime.steps import sequence
from headrace.graph.runtime.steps.sequence import OrderedSteps


@pytest.fixture(autouse=True)
def _no_threads_left():
    with no_threads_left():
        yield


@pytest.fixture
def files(tmp_path):
    """Three files of a hundred lines, each a number of its own."""
    names = []
    for file in range(3):
        names.append(str(tmp_path / f"{file}.txt"))
        (tmp_path / f"{file}.txt").write_text("".join(f"{100 * file + line}\n" for line in range(100)))
    return names


def numbers_of(files, **options):
    names = tf.train.string_input_producer(files, shuffle=True, seed=1, **{"num_epochs": 2, **options})
    _, line = tf.TextLineReader().read(names)
    return tf.string_to_number(line)


def delivered(make, threads):
    """All that a program delivers in one session, and how it ends."""
    with tf.Graph().as_default():
        tf.train.deterministic(3)
        batch = make(threads)
        with tf.Session() as session:
            session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
            coordinator = tf.train.Coordinator()
            tf.train.start_queue_runners(session, coordinator)
            found = []
            try:
                while True:
                    found.append(np.asarray(session.run(batch)).tolist())
            except tf.errors.OutOfRangeError:
                coordinator.request_stop()
            try:
                coordinator.join()
            except tf.errors.OpError as error:
                return found, error.message
    return found, None


def assert_the_same(make, number=None):
    alone, end = delivered(make, 1)
    assert number is None or len(alone) == number
    for threads in (2, 5):
        assert delivered(make, threads) == (alone, end)
    return alone, end


def test_batches_of_distorted_records_are_the_same(files):
    def make(threads):
        value = numbers_of(files) + tf.random_uniform([]) + tf.random_normal([])
        return tf.train.shuffle_batch([value], 10, 200, 50, num_threads=threads)

    alone, _ = assert_the_same(make, 60)
    assert delivered(make, 3)[0] == alone
    numbers = np.ravel(alone).tolist()
    assert sorted(numbers) != numbers


def test_what_is_not_held_back_is_mixed_within_its_batch(files):
    alone, _ = assert_the_same(
        lambda n: tf.train.shuffle_batch([numbers_of(files, num_epochs=1)], 10, 100, 0, num_threads=n), 30
    )
    first = [number // 10 for number in alone[0]]
    assert len(set(first)) == 1
    assert sorted(alone[0]) != alone[0]


def test_queues_that_feed_queues_are_the_same(files):
    def make(threads):
        (first,) = (tf.train.batch([numbers_of(files)], 1, num_threads=threads),)
        value = tf.reshape(first, []) + tf.random_uniform([])
        return tf.train.shuffle_batch([value], 10, 100, 30, num_threads=threads)

    assert_the_same(make, 60)


def test_records_that_run_one_by_one_are_the_same(files):
    def make(threads):
        value = numbers_of(files) + tf.random_uniform([])
        value = tf.py_func(lambda number: number, [value], tf.float32)
        return tf.train.batch([tf.reshape(value, [])], 10, num_threads=threads)

    assert_the_same(make, 60)


def test_a_record_that_fails_ends_every_number_of_threads_at_the_same_place(files):
    def make(threads):
        value = numbers_of(files)
        drawn = tf.random_uniform([])
        with tf.control_dependencies([tf.Assert(tf.not_equal(value, 157.0), ["157 has come"])]):
            value = value + drawn + tf.random_uniform([])
        return tf.train.batch([value], 1, num_threads=threads)

    alone, end = assert_the_same(make)
    assert 0 < len(alone) < 600
    assert "157 has come" in end


def test_a_damaged_file_ends_every_number_of_threads_at_the_same_place(files):
    def make(threads):
        return tf.train.batch([numbers_of([*files, files[0] + ".absent"])], 1, num_threads=threads)

    alone, end = assert_the_same(make)
    assert len(alone) % 100 == 0
    assert "absent" in end


def test_joined_programs_take_turns(files):
    def make(threads):
        return tf.train.shuffle_batch_join([[numbers_of(files)], [numbers_of(files)]], 10, 300, 100)

    alone, _ = delivered(make, None)
    assert len(alone) == 120
    assert delivered(make, None)[0] == alone


def test_joined_programs_take_turns_one_after_the_other(files):
    def make(threads):
        return tf.train.batch_join([[numbers_of([file], num_epochs=3)] for file in files], 10, 60)

    alone, _ = delivered(make, None)
    found = [number for batch in alone for number in batch]
    assert sorted(found) == sorted([*range(300)] * 3)
    turns = [program for program, _ in itertools.groupby(number // 100 for number in found)]
    assert len(turns) > 12
    assert turns == ([0, 1, 2] * len(turns))[: len(turns)]


def test_a_session_can_be_deterministic_by_itself(files):
    found = []
    for _ in range(2):
        with tf.Graph().as_default():
            tf.set_random_seed(5)
            batch = tf.train.shuffle_batch([numbers_of(files)], 10, 200, 50, num_threads=4)
            config = tf.ConfigProto(experimental={"executor_type": "DETERMINISTIC"})
            with tf.Session(config=config) as session:
                found.append([values.tolist() for values in tf.train.iterate(batch, session=session)])
    assert len(found[0]) == 60
    assert found[0] == found[1]


def test_who_is_late_is_waited_for(files, monkeypatch):
    """The first block does not draw before the second one wants to: it is the first that draws all the same."""
    second_is_there = threading.Event()
    begin_draw = OrderedSteps.begin_draw

    def late(self, ticket, *others):
        if ticket.number == 1:
            second_is_there.set()
        if ticket.number == 0:
            assert second_is_there.wait(10)
        begin_draw(self, ticket, *others)

    def make(threads):
        return tf.train.batch([numbers_of(files) + tf.random_uniform([])], 10, num_threads=threads)

    alone = delivered(make, 1)
    monkeypatch.setattr(OrderedSteps, "begin_draw", late)
    assert delivered(make, 2) == alone
    assert second_is_there.is_set()


def test_what_was_drawn_behind_a_block_that_fails_is_drawn_again(files, monkeypatch):
    """A block fails when the next one has drawn: run again record by record it draws what it drew before."""
    drawn_behind, redone = threading.Event(), []
    end_draw, wait_turn, of = OrderedSteps.end_draw, OrderedSteps.wait_turn, OrderedBlockPlan.of

    def end(self, ticket, what):
        end_draw(self, ticket, what)
        if ticket.number == 4:
            drawn_behind.set()

    def wait(self, ticket, run):
        try:
            wait_turn(self, ticket, run)
        except sequence.Redo:
            redone.append(ticket.number)
            raise

    def failing(plan, steps):
        ordered = of(plan, steps)
        compute = ordered._compute

        def fail_once(*given):
            columns = compute(*given)
            if ordered._ticket.number == 3:
                assert drawn_behind.wait(10)
                raise MemoryError
            return columns

        ordered._compute = fail_once
        return ordered

    def make(threads):
        return tf.train.batch([numbers_of(files) + tf.random_uniform([])], 10, num_threads=threads)

    alone = delivered(make, 1)
    monkeypatch.setattr(OrderedSteps, "end_draw", end)
    monkeypatch.setattr(OrderedSteps, "wait_turn", wait)
    monkeypatch.setattr(OrderedBlockPlan, "of", failing)
    assert delivered(make, 3) == alone
    assert redone[0] == 4

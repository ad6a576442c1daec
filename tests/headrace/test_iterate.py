"""tf.train.iterate: batches in a for statement, and nothing left behind however the loop ends."""

from __future__ import annotations

import gc
import io
import logging
import sys

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def _batches(count=10, epochs=1, size=2):
    element = tf.train.range_input_producer(count, num_epochs=epochs, shuffle=False).dequeue()
    return tf.train.batch([element], size)


def test_all_batches_come_and_then_the_loop_ends():
    assert [values.tolist() for values in tf.train.iterate(_batches(6, 2))] == [[0, 1], [2, 3], [4, 5]] * 2


def test_values_have_the_structure_of_the_fetches():
    values = _batches(4)
    fetches = {"one": values, "more": [values + 10, (values * 2, tf.constant("a"))]}
    (first, second) = tf.train.iterate(fetches)
    assert first["one"].tolist() == [0, 1]
    assert second["more"][0].tolist() == [12, 13]
    assert isinstance(second["more"][1], tuple)
    assert second["more"][1][0].tolist() == [4, 6]
    assert second["more"][1][1] == b"a"


def test_values_are_the_callers_to_keep():
    kept = list(tf.train.iterate(_batches(8)))
    np.testing.assert_array_equal(np.concatenate(kept), np.arange(8))


@pytest.mark.parametrize(("steps", "expected"), [(0, 0), (1, 1), (3, 3), (5, 5), (9, 5)])
def test_max_steps_is_the_most_that_comes(steps, expected):
    assert len(list(tf.train.iterate(_batches(10), max_steps=steps))) == expected


def test_break_ends_every_thread():
    with no_threads_left():
        for values in tf.train.iterate(_batches(1000, None)):
            if values[0] >= 6:
                break
    assert values.tolist() == [6, 7]


def test_an_error_in_the_body_is_raised_itself_and_ends_every_thread():
    def body():
        for _ in tf.train.iterate(_batches(1000, None)):
            raise ZeroDivisionError("mine")

    with no_threads_left(), pytest.raises(ZeroDivisionError, match="mine"):
        body()


def test_an_error_thrown_into_the_loop_comes_back():
    loop = tf.train.iterate(_batches(1000, None))
    next(loop)
    with pytest.raises(KeyError, match="mine"), no_threads_left():
        loop.throw(KeyError("mine"))


def test_a_runners_error_is_raised_itself_with_file_and_line(tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("1\n2\nthree\n4\n")
    _, line = tf.TextLineReader().read(tf.train.string_input_producer([str(path)], num_epochs=1))
    values = tf.train.batch(tf.decode_csv(line, [[0]]), 1)
    seen = []
    with pytest.raises(tf.errors.InvalidArgumentError, match="not a valid int32: three") as caught:
        seen.extend(tf.train.iterate(values))
    assert [batch.tolist() for batch in seen] == [[1], [2]]
    assert f"{path}:3" in str(caught.value)


def test_an_error_of_the_step_itself_is_raised():
    values = _batches(10)
    with tf.control_dependencies([tf.Assert(tf.less(values[0], 4), ["too much"])]):
        checked = tf.identity(values)
    seen = []
    with pytest.raises(tf.errors.InvalidArgumentError, match="too much"):
        seen.extend(tf.train.iterate(checked))
    assert [batch.tolist() for batch in seen] == [[0, 1], [2, 3]]


def test_one_loop_after_another_begins_from_the_start():
    values = _batches(6)
    first = [v.tolist() for v in tf.train.iterate(values, max_steps=2)]
    assert first == [[0, 1], [2, 3]]
    assert [v.tolist() for v in tf.train.iterate(values)] == [[0, 1], [2, 3], [4, 5]]


def test_a_loop_in_a_loop_has_records_of_its_own():
    values = _batches(4)
    pairs = [(a.tolist(), b.tolist()) for a in tf.train.iterate(values) for b in tf.train.iterate(values)]
    assert pairs == [(a, b) for a in ([0, 1], [2, 3]) for b in ([0, 1], [2, 3])]


def test_a_given_session_stays_open_and_keeps_its_variables():
    count = tf.Variable(5)
    step = [_batches(6), count.assign_add(1)]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
    with tf.Session() as session:
        session.run(count.initializer)
        session.run(count.assign(50))
        assert [int(n) for _, n in tf.train.iterate(step, session=session)] == [51, 52, 53]
        assert session.run(count) == 53


def test_without_a_session_variables_are_initialized():
    count = tf.Variable(5)
    assert [int(n) for _, n in tf.train.iterate([_batches(6), count.assign_add(1)])] == [6, 7, 8]


def test_a_session_closed_in_the_body_ends_the_loop_with_an_error():
    values = _batches(1000, None)
    session = tf.Session()
    loop = tf.train.iterate(values, session=session)
    next(loop)
    session.close()
    with pytest.raises(RuntimeError, match="closed Session"):
        next(loop)


def test_a_loop_belongs_to_the_graph_in_which_it_was_made():
    with tf.Graph().as_default():
        loop = tf.train.iterate(_batches(4))
    assert [values.tolist() for values in loop] == [[0, 1], [2, 3]]


def test_a_loop_closed_before_it_began_has_done_nothing(graph):
    values = _batches(4)
    operations = len(graph.get_operations())
    loop = tf.train.iterate(values)
    loop.close()
    assert list(loop) == []
    assert len(graph.get_operations()) == operations


def test_a_forgotten_loop_ends_every_thread():
    with no_threads_left():
        loop = tf.train.iterate(_batches(1000, None))
        next(loop)
        del loop
        gc.collect()


def test_a_loop_forgotten_in_a_cycle_ends_every_thread():
    with no_threads_left():
        holder = {"loop": tf.train.iterate(_batches(1000, None))}
        holder["itself"] = holder
        next(holder["loop"])
        del holder
        gc.collect()


def test_runners_that_could_start_are_ended_where_another_could_not(graph):
    class Broken:
        name = "broken"

        def create_threads(self, *args, **options):
            raise OSError("no more threads")

    values = _batches(1000, None)
    graph.add_to_collection(tf.GraphKeys.QUEUE_RUNNERS, Broken())
    with no_threads_left(), pytest.raises(OSError, match="no more threads"):
        next(tf.train.iterate(values))


def test_a_runner_that_waits_at_a_queue_nobody_feeds_ends_with_the_loop_in_a_given_session():
    source = tf.FIFOQueue(4, [tf.int32], [[]])
    tf.train.batch([source.dequeue()], 3, name="waiting")
    numbers = tf.train.batch([tf.constant(1)], 2, name="numbers")
    with tf.Session() as session:
        with no_threads_left():
            for _ in tf.train.iterate(numbers, session=session):
                break
        session.run(source.enqueue_many([[1, 2]]))
        assert session.run(source.dequeue()) == 1


@pytest.mark.parametrize(
    ("count", "words"),
    [(2, "has got 2 records, fewer than the 30 of a batch"), (0, "no record came to queue 'batch/fifo_queue'")],
)
def test_a_loop_without_a_batch_is_told_of(count, words, caplog, tmp_path):
    (tmp_path / "lines").write_text("a line\n" * count)
    names = tf.train.string_input_producer([str(tmp_path / "lines")], num_epochs=1)
    batch = tf.train.batch([tf.TextLineReader().read(names)[1]], 30)
    assert list(tf.train.iterate(batch)) == []
    (told,) = [record.getMessage() for record in caplog.records if record.name == "headrace"]
    assert told.startswith("tf.train.iterate has ended without a batch: ")
    assert words in told


def test_a_loop_that_has_had_batches_or_wanted_none_tells_nothing(caplog):
    assert len(list(tf.train.iterate(_batches(3)))) == 1
    assert list(tf.train.iterate(_batches(1), max_steps=0)) == []
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_tells_a_terminal_of_records_rate_time_and_fullness(monkeypatch):
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert len(list(tf.train.iterate(_batches(10), max_steps=5, progress=True))) == 5
    last = terminal.getvalue().rpartition("\r")[2]
    assert last.startswith("10 records, ")
    assert "/s, " in last
    assert " s left, queue " in last
    assert last.rstrip().endswith("% full")
    assert len(last.rstrip("\n")) <= 79


def test_progress_says_nothing_where_nobody_looks(capsys):
    assert len(list(tf.train.iterate(_batches(10), progress=True))) == 5
    assert capsys.readouterr().err == ""


def test_ctrl_c_in_a_step_says_how_many_steps_were_done():
    step = _batches(10)
    session = tf.Session()
    run = session.run

    def runs(fetches, *rest):
        if fetches is step and len(seen) == 2:
            raise KeyboardInterrupt
        return run(fetches, *rest)

    seen = []
    session.run = runs
    with session, pytest.raises(KeyboardInterrupt, match=r"^interrupted after 2 steps$"):
        all(seen.append(values) is None for values in tf.train.iterate(step, session=session))

"""tf.train.iterate: batches in a for statement, and nothing left behind however the loop ends."""

from __future__ import annotations

import gc
import gzip
import io
import logging
import os
import re
import signal
import sys

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.pipeline.runners import progress


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


def _told(monkeypatch, batches, **options):
    """All lines that a terminal without rich is told, as often as there is anything to tell."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    monkeypatch.setattr(progress, "_SECONDS", 0)
    seen = list(tf.train.iterate(batches, progress=True, **options))
    lines = terminal.getvalue().rstrip("\n").split("\r")[1:]
    assert max(map(len, lines)) <= 79
    return len(seen), [line.rstrip() for line in lines]


def test_progress_tells_a_terminal_of_records_share_rate_time_and_fullness(monkeypatch):
    steps, (first, *_, last) = _told(monkeypatch, _batches(10, None), max_steps=5)
    assert steps == 5
    assert re.fullmatch(r"2 of 10, 20%, [\d,]+/s, \d+ s left, queue \d+% full", first)
    assert re.fullmatch(r"10 records, [\d,]+/s, \d+ s, queue \d+% full", last)


@pytest.mark.parametrize(
    ("seconds", "words"), [(99, "99 s"), (100, "1:40 min"), (5999, "99:59 min"), (6000, "1:40 h"), (7265, "2:01 h")]
)
def test_progress_tells_of_long_times_in_minutes_and_hours(seconds, words):
    with tf.Session() as session:
        assert progress.Progress(session.graph, session, None).line(seconds).split(", ") == ["0 records", "0/s", words]


def test_progress_knows_the_rows_of_all_epochs(monkeypatch):
    _, (first, *_) = _told(monkeypatch, _batches(10, 3))
    assert first.startswith("2 of 30, 7%, ")


@pytest.mark.parametrize(
    ("reader", "content"),
    [
        (tf.TextLineReader, "".join(f"{number:09}\n" for number in range(3000)).encode()),
        (lambda: tf.FixedLengthRecordReader(10), bytes(30000)),
        (tf.WholeFileReader, b"all of it"),
    ],
)
def test_progress_knows_the_records_of_small_files(monkeypatch, tmp_path, reader, content):
    for number in range(4):
        (tmp_path / f"{number}").write_bytes(content)
    names = tf.train.string_input_producer([str(tmp_path / f"{number}") for number in range(4)], num_epochs=2)
    one = reader()
    count = 1 if isinstance(one, tf.WholeFileReader) else 3000
    _, (first, *_) = _told(monkeypatch, tf.train.batch([one.read(names)[1]], 4 if count > 1 else 1))
    assert f" of {8 * count:,}, " in first


def test_progress_estimates_the_records_of_large_files(monkeypatch, tmp_path):
    (tmp_path / "large").write_bytes(b"a line of 24 characters\n" * 400_000)
    names = tf.train.string_input_producer([str(tmp_path / "large")], num_epochs=1)
    _, (first, *_) = _told(
        monkeypatch, tf.train.batch([tf.TextLineReader().read(names)[1]], 1000, capacity=5000), max_steps=900
    )
    assert " of about 400,000, " in first


def test_progress_promises_nothing_where_nothing_tells(monkeypatch, tmp_path):
    (tmp_path / "one.gz").write_bytes(gzip.compress(b"some bytes" * 100))
    names = tf.train.string_input_producer([str(tmp_path / "one.gz")], num_epochs=1)
    reader = tf.FixedLengthRecordReader(10, encoding="GZIP")
    _, (first, *_) = _told(monkeypatch, tf.train.batch([reader.read(names)[1]], 10))
    assert first.startswith("10 records, ")


def test_progress_is_a_bar_where_rich_is_installed(monkeypatch):
    pytest.importorskip("rich")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("COLUMNS", "80")
    assert len(list(tf.train.iterate(_batches(10), progress=True))) == 5
    assert "━" in terminal.getvalue()
    assert "10 records, " in terminal.getvalue()


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


def test_ctrl_c_in_the_body_says_how_many_steps_were_done():
    def body():
        for steps, _ in enumerate(tf.train.iterate(_batches(10)), 1):
            if steps == 3:
                os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt, match=r"^interrupted after 3 steps$"):
            body()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_handler_of_the_programs_stays():
    before = signal.signal(signal.SIGINT, mine := lambda number, frame: None)
    try:
        for _ in tf.train.iterate(_batches(10)):
            assert signal.getsignal(signal.SIGINT) is mine
    finally:
        signal.signal(signal.SIGINT, before)

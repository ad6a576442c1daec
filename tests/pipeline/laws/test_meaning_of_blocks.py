"""What runs on blocks of records means what it means record by record: checks, variables, constants, claims, draws."""

from __future__ import annotations

import re

import numpy as np
import pytest
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf
from headrace.graph.blocks.block_plan import BlockPlan
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.graph.runtime.variable_state import VariableState

CHECKS = {
    "Assert": lambda n: tf.Assert(n >= 0, [n]),
    "assert_less": lambda n: tf.assert_less(n, 1000.0),
    "assert_non_negative": lambda n: tf.assert_non_negative(n),
    "check_numerics": lambda n: tf.check_numerics(n, "not finite").op,
}
FOLLOWERS = {
    "product": lambda n: n * 2.0,
    "vector": lambda n: tf.reshape(tf.tile([n], [50]), [5, 10])[:1, :1] * 2.0,
    "two parts": lambda n: tf.stack([n, n])[:1] + n,
}


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def lines(tmp_path):
    """A record of a file with the given lines."""

    def of(texts):
        path = tmp_path / "records"
        path.write_text("".join(f"{text}\n" for text in texts))
        files = tf.train.string_input_producer([str(path)], num_epochs=1, shuffle=False)
        return tf.TextLineReader().read(files)[1]

    return of


@pytest.mark.parametrize("follower", FOLLOWERS)
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("source", ["lines", "range"])
def test_no_record_is_lost_where_a_check_is_tied_to_it(lines, source, check, follower):
    if source == "lines":
        n = tf.string_to_number(lines(range(203)))
    else:
        n = tf.to_float(tf.train.range_input_producer(203, num_epochs=1, shuffle=False).dequeue())
    with tf.control_dependencies([CHECKS[check](n)]):
        result = FOLLOWERS[follower](n)  # its constants wait for the check too
    got, ended, joined = loop(tf.train.batch([result, n], 1))
    assert [int(number) for _, (number,) in got] == list(range(203))
    assert [result.reshape(-1)[0] for result, _ in got] == [2.0 * k for k in range(203)]
    assert type(ended) is tf.errors.OutOfRangeError
    assert joined is None


@pytest.mark.parametrize("bad", [0, 1, 7, 20])
def test_a_check_that_fails_lets_what_stands_before_it_through(lines, bad):
    n = tf.string_to_number(lines(range(25)))
    with tf.control_dependencies([tf.Assert(tf.not_equal(n, float(bad)), [n])]):
        result = n * 2.0
    got, ended, joined = loop(tf.train.batch([result], 1))
    assert [int(value[0]) for value in got] == [2 * k for k in range(bad)]
    assert "assertion failed" in str(ended)
    assert "assertion failed" in str(joined)


def test_a_check_that_only_the_enqueue_waits_for_is_made(lines):
    limit = tf.Variable(5.0)
    n = tf.string_to_number(lines(range(9)))
    queue = tf.FIFOQueue(20, [tf.float32], shapes=[()])
    with tf.control_dependencies([tf.assert_less(n, limit), tf.assert_less(limit, 100.0)]):
        enqueue = queue.enqueue(n)
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [enqueue]))
    got, _, joined = loop(queue.dequeue())
    assert got == [0, 1, 2, 3, 4]
    assert isinstance(joined, tf.errors.InvalidArgumentError)


def test_a_check_of_what_is_the_same_for_all_records_is_made_for_each(lines):
    limit = tf.Variable(100.0)
    n = tf.string_to_number(lines(range(9)))
    with tf.control_dependencies([tf.assert_less(limit, 50.0)]):
        n = n + 1.0
    got, _, joined = loop(tf.train.batch([n], 1))
    assert got == []
    assert isinstance(joined, tf.errors.InvalidArgumentError)


READS = {
    "product": lambda n, v: n * v,
    "stack": lambda n, v: tf.stack([n, v])[1],
    "fill": lambda n, v: tf.fill([1], v)[0] + 0 * n,
    "gather": lambda n, v: tf.gather(tf.stack([v, v]), tf.mod(n, 2)),
    "where": lambda n, v: tf.where(n < 0, n, v),
    "pad": lambda n, v: tf.pad(tf.reshape(n, [1]), [[0, v]])[-1] * 0 + v,
    "control dependency": lambda n, v: _after(tf.assert_non_negative(n), lambda: v + 0) + 0 * n,
}


def _after(check, make):
    with tf.control_dependencies([check]):
        return make()


@pytest.mark.parametrize("name", READS)
def test_a_change_of_a_variable_is_seen_by_later_records(name):
    n = tf.train.range_input_producer(10**6, shuffle=False).dequeue()
    variable = tf.Variable(1)
    batch = tf.train.batch([n, READS[name](n, variable)], 1, capacity=8)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        first = session.run(batch)
        session.run(variable.assign(7))
        later = [session.run(batch) for _ in range(80)][-1]
        coordinator.request_stop()
        coordinator.join(threads)
    number, value = (int(part[0]) for part in first)
    assert value == (number if name == "product" else 1)
    number, value = (int(part[0]) for part in later)
    assert value == (7 * number if name == "product" else 7)


TEXTS = {
    "first": lambda line: tf.string_join(["dir", line], "/"),
    "last": lambda line: tf.string_join([line, "end"], "/"),
    "three": lambda line: tf.string_join(["a", line, "b"], "/"),
    "variable": lambda line: tf.string_join([tf.Variable("dir"), line], "/"),
    "default": lambda line: tf.string_join([tf.placeholder_with_default("dir", []), line], "/"),
    "alone": lambda line: tf.constant("ends in nothing\0"),
    "chosen": lambda line: tf.where(tf.equal(line, "1"), "longer than the rest", line),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_the_same_for_all_stands_beside_texts_of_records(lines, name):
    line = lines(range(40))
    got, _, joined = loop(tf.train.batch([TEXTS[name](line), line], 1))
    assert joined is None
    assert [text[0] for text, _ in got] == [_alone(TEXTS[name], b"%d" % k) for k in range(40)]


def _alone(make, text):
    with tf.Graph().as_default(), tf.Session() as session:
        result = make(tf.constant(text))
        session.run(tf.global_variables_initializer())
        return session.run(result)


def test_a_file_is_read_for_each_record(tmp_path):
    path = tmp_path / "changing"
    path.write_text("old")
    n = tf.train.range_input_producer(10**6, shuffle=False).dequeue()
    batch = tf.train.batch([tf.read_file(str(path)), n], 1, capacity=4)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert session.run(batch)[0].tolist() == [b"old"]
        path.write_text("new")
        assert [session.run(batch)[0].tolist() for _ in range(40)][-1] == [b"new"]
        coordinator.request_stop()
        coordinator.join(threads)


@pytest.mark.parametrize("where", ["source", "middle", "alias", "end"])
def test_claims_about_shapes_that_are_wrong_change_nothing(tmp_path, where):
    path = tmp_path / "records"
    path.write_bytes(b"abc\nab\nabc\na\n")
    files = tf.train.string_input_producer([str(path)], num_epochs=1, shuffle=False)
    letters = tf.to_float(tf.decode_raw(tf.TextLineReader().read(files)[1], tf.uint8))
    if where == "source":
        queue = tf.FIFOQueue(9, [tf.float32])
        tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue([letters])]))
        letters = queue.dequeue()
    if where == "alias":
        letters = tf.identity(letters)
    if where != "end":
        letters.set_shape([3])  # which some are not
    result = tf.reshape(tf.stack([letters, letters])[:, :1] * [[1.0], [2.0]] + letters[:1], [-1])
    if where == "end":
        result = result[:1] * letters
        result.set_shape([3])
    batch = tf.train.batch([tf.cast(result, tf.float64)], 1, dynamic_pad=True, shapes=[[None]])
    found = {}
    for kind in (tf.Session, InterpretedSession):
        with kind() as session:
            found[kind] = _delivered(session, batch)
    assert found[tf.Session] == found[InterpretedSession]
    assert len(found[tf.Session][0]) == 4


def _delivered(session, batch):
    got = []
    try:
        for value in tf.train.iterate(batch, session=session):
            got.append(value.tolist())
    except tf.errors.OpError as error:
        return got, type(error), str(error)
    return got, None, None


DRAWS = {
    "uniform": lambda: tf.random_uniform([3], seed=3),
    "half": lambda: tf.random_uniform([3], dtype=tf.float16, seed=3),
    "normal": lambda: tf.random_normal([3], seed=3),
    "truncated": lambda: tf.truncated_normal([3], seed=3),
    "integers": lambda: tf.random_uniform([3], 0, 10, tf.int32, seed=3),
    "shuffle": lambda: tf.random_shuffle(tf.range(5), seed=3),
    "multinomial": lambda: tf.multinomial([[1.0, 2.0, 3.0]], 3, seed=3),
}


@pytest.mark.parametrize("fault", [None, 0, 5, 19])
@pytest.mark.parametrize("name", DRAWS)
def test_records_draw_the_numbers_that_they_would_draw_one_by_one(lines, name, fault):
    n = tf.string_to_number(lines(["bad" if k == fault else k for k in range(23)]))
    drawn = DRAWS[name]()
    batch = tf.train.batch([drawn, n], 1)
    found = {}
    for kind in (tf.Session, InterpretedSession):
        with kind() as session:
            session.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            found[kind] = _until_the_end(session, batch)
            # The record after the bad one draws what it would have drawn.
            found[kind].append(session.run(drawn).tolist())
            coordinator.request_stop()
            with pytest.raises(tf.errors.InvalidArgumentError) if fault is not None else no_threads_left():
                coordinator.join(threads)
    assert len(found[tf.Session]) == (23 if fault is None else fault) + 1
    assert found[tf.Session] == found[InterpretedSession]


def _until_the_end(session, batch):
    got = []
    try:
        while True:
            got.append([part.tolist() for part in session.run(batch)])
    except tf.errors.OutOfRangeError:
        return got


def test_what_may_refuse_a_record_does_so_before_the_queue(lines):
    rows = tf.constant(np.arange(2000.0).reshape(10, 200))
    n = tf.string_to_number(lines([3, 9, 10, 2]), tf.int32)
    got, ended, _ = loop(tf.train.batch([tf.slice(rows, tf.stack([n, 0]), [1, 200])], 1))
    assert [row[0, 0, 0] for (row,) in zip(got, strict=True)] == [600, 1800]
    assert "records:3" in str(ended)


def test_these_programs_run_in_blocks(lines):
    n = tf.string_to_number(lines(range(9)))
    with tf.control_dependencies([tf.assert_less(n, tf.Variable(10.0))]):
        result = n * 2.0 + tf.random_uniform([3])
    queue = tf.FIFOQueue(9, [tf.float32], shapes=[[3]])
    with tf.Session() as session:
        assert isinstance(compile_block_plan(session, queue.enqueue([result])), BlockPlan)


def test_a_block_reads_a_variable_once(lines, monkeypatch):
    original = VariableState.read

    def changed_by_another_thread(self):
        value = original(self)
        self.value = value + 1
        return value

    variable = tf.Variable(0)
    differences = tf.add_n([variable.value() * k for k in range(1, 9)]) - 36 * variable
    batch = tf.train.batch([differences, lines(range(50))], 1)
    with tf.Session() as session:
        session.run(variable.initializer)
        monkeypatch.setattr(VariableState, "read", changed_by_another_thread)
        assert [int(value[0]) for value, _ in tf.train.iterate(batch, session=session)] == [0] * 50


@pytest.mark.parametrize("bad", [None, 0, 7, 20])
def test_what_waits_for_the_source_takes_nothing_from_it(lines, bad):
    line = lines(["bad" if k == bad else k for k in range(50)])
    variable = tf.Variable(3.0)
    with tf.control_dependencies([line.op]):
        beside = tf.constant(2.0) + variable
    got, _, joined = loop(tf.train.batch([tf.string_to_number(line) * beside], 1))
    assert [value for (value,) in got] == [5.0 * k for k in range(50 if bad is None else bad)]
    assert (joined is None) == (bad is None)


@pytest.mark.parametrize("reduce", [tf.reduce_prod, tf.reduce_sum, tf.reduce_max, tf.reduce_mean])
def test_nothing_is_written_over_what_a_reduction_has_given_back_as_it_is(lines, reduce):
    x = tf.string_to_number(lines([0, 1, 2]), tf.float64)
    y = tf.cast(tf.cast(x, tf.int32), tf.float64)  # an array of its own
    got, _, _ = loop(tf.train.batch([reduce(y), tf.minimum(y, -0.5)], 1))
    assert [(float(a[0]), float(b[0])) for a, b in got] == [(0, -0.5), (1, -0.5), (2, -0.5)]


def test_a_constant_that_fails_fails_for_its_record(lines):
    letters = tf.cast(tf.decode_raw(tf.string_join([lines(["abcd"]), "efgh" * 20]), tf.uint8), tf.float32)
    letters.set_shape([84])
    broken = tf.cast(tf.floordiv(tf.constant(1), tf.constant(0)), tf.float32)
    got, ended, joined = loop(tf.train.batch([letters * broken], 1))
    assert got == []
    for error in (ended, joined):
        assert re.search(r"ivision by zero.*records:1", str(error), re.DOTALL)

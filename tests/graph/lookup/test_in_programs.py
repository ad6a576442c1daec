"""Tables in training and in pipelines: who fills them, what runs in blocks, what a closed session leaves."""

from __future__ import annotations

import contextlib
import gc
import weakref

import numpy as np
import pytest

import headrace as tf
from headrace.graph.blocks.compiler import compile_block_plan
from headrace.graph.execution.interpreted_session import InterpretedSession
from headrace.graph.lookup.tables import MutableTable
from headrace.graph.types import dtypes


def _words(**options):
    return tf.contrib.lookup.index_table_from_tensor(["a", "b", "c"], **options)


@pytest.mark.parametrize("make", [tf.train.MonitoredTrainingSession, tf.train.MonitoredSession])
def test_monitored_sessions_fill_tables(make):
    with tf.Graph().as_default():
        found = _words().lookup(tf.constant(["c", "z"]))
        with make() as session:
            assert session.run(found).tolist() == [2, -1]


def test_supervisor_fills_tables(tmp_path):
    with tf.Graph().as_default():
        found = _words().lookup(tf.constant(["c", "z"]))
        with tf.train.Supervisor(logdir=str(tmp_path)).managed_session() as session:
            assert session.run(found).tolist() == [2, -1]


def _delivered(make_session, lines, program=None):
    with tf.Graph().as_default():
        with open("lines.txt", "w") as file:
            file.write("".join(f"{line}\n" for line in lines))
        _, line = tf.TextLineReader().read(tf.train.string_input_producer(["lines.txt"], num_epochs=1, shuffle=False))
        batch = tf.train.batch((program or _looking_up())(line), 4, allow_smaller_final_batch=True)
        (enqueue,) = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)[-1].enqueue_ops
        with make_session() as session:
            session.run([tf.local_variables_initializer(), tf.tables_initializer()])
            plan = compile_block_plan(session, enqueue)
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            batches = []
            with contextlib.suppress(tf.errors.OutOfRangeError):
                while True:
                    found = session.run(batch)
                    batches.append(found if isinstance(found, list) else [found])
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=10)
            return batches, plan


def _looking_up():
    words = _words(num_oov_buckets=2)
    names = tf.contrib.lookup.index_to_string_table_from_tensor(["x", "y", "z"])
    kept = tf.contrib.lookup.MutableHashTable(tf.string, tf.float32, [0.5, 1.5])

    def program(line):
        number = words.lookup(line)
        return [number, names.lookup(tf.stack([number, number + 1])), kept.lookup(line), words.size()]

    return program


def test_programs_with_tables_give_in_blocks_what_they_give_record_by_record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [["a", "b", "c", "other", "", "zebra"][i % 6] for i in range(200)]
    in_blocks, plan = _delivered(tf.Session, lines)
    assert plan.by_record == ()
    one_by_one, _ = _delivered(InterpretedSession, lines)
    assert len(in_blocks) == len(one_by_one) == 50
    for batch, wanted in zip(in_blocks, one_by_one, strict=True):
        for column, other in zip(batch, wanted, strict=True):
            assert column.dtype == other.dtype
            assert column.tolist() == other.tolist()


def test_a_table_keeps_what_a_closed_session_has_given_back_from_nobody():
    with tf.Graph().as_default():
        table = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
        session = tf.Session()
        session.run(table.insert(["a"], [1]))
        (held,) = session.resources(MutableTable)
        session.close()
        with pytest.raises(tf.errors.CancelledError):
            held.find(np.array([b"a"], object), np.int64(0))
        found = weakref.ref(held)
        del held, session
        gc.collect()
        assert found() is None


def test_random_changes_leave_what_a_dict_would_hold():
    rng = np.random.default_rng(7)
    table, held = MutableTable("t", dtypes.int64, dtypes.int64), {}
    for _ in range(300):
        keys, values = rng.integers(0, 40, 6), rng.integers(0, 1000, 6)
        if rng.random() < 0.6:
            table.insert(keys, values)
            held.update(zip(keys.tolist(), values.tolist(), strict=True))
        else:
            table.remove(keys)
            for key in keys.tolist():
                held.pop(key, None)
        asked = rng.integers(-5, 45, 20)
        assert table.find(asked, np.int64(-1)).tolist() == [held.get(key, -1) for key in asked.tolist()]
    assert table.size() == len(held)
    assert dict(zip(*(column.tolist() for column in table.export()), strict=True)) == held


def test_a_field_that_is_no_number_is_found_by_file_and_line(tmp_path):
    path = tmp_path / "words"
    path.write_text("a\t1\nb\t2\nc\tthree\n")
    with tf.Graph().as_default(), tf.Session() as session:
        initializer = tf.contrib.lookup.TextFileInitializer(str(path), tf.string, 0, tf.int64, 1)
        table = tf.contrib.lookup.HashTable(initializer, -1)
        with pytest.raises(tf.errors.InvalidArgumentError, match=f"Field three in line 2 is not a valid int64.; {path}:3"):
            session.run(table.init)


def test_graphs_with_tables_are_imported():
    with tf.Graph().as_default() as graph:
        found = _words(num_oov_buckets=1).lookup(tf.constant(["c", "z"]), name="found")
        tf.identity(found, name="numbers")
        written = graph.as_graph_def()
    with tf.Graph().as_default(), tf.Session() as session:
        numbers, filled = tf.import_graph_def(
            written, return_elements=["numbers:0", "string_to_index/hash_table/table_init/LookupTableImportV2"]
        )
        session.run(filled)
        assert session.run(numbers).tolist() == [2, 3]


def test_tables_in_branches_and_loops():
    with tf.Graph().as_default(), tf.Session() as session:
        asked, chosen = tf.placeholder(tf.string, []), tf.placeholder(tf.bool, [])
        words = _words(num_oov_buckets=1)
        numbers = tf.contrib.lookup.MutableHashTable(tf.int64, tf.int64, -1)

        def made_inside():
            pairs = tf.lookup.KeyValueTensorInitializer(["z", "a"], [0, 1], value_dtype=tf.int64)
            return tf.lookup.StaticHashTable(pairs, -1).lookup(asked)

        branch = tf.cond(chosen, lambda: words.lookup(asked), made_inside)
        chain = tf.while_loop(lambda i: i >= 0, numbers.lookup, [tf.constant(0, tf.int64)])
        session.run(tf.tables_initializer())
        session.run(numbers.insert(tf.constant([0, 5, 2], tf.int64), [5, 2, -7]))
        assert session.run(branch, {asked: b"a", chosen: True}) == 0
        assert session.run(branch, {asked: b"a", chosen: False}) == 1
        assert session.run(chain) == -7


def test_a_branch_with_a_table_runs_in_blocks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = ["a", "b", "zebra", ""] * 20

    def program(line):
        words = _words(default_value=9)
        return [tf.cond(tf.equal(line, "b"), lambda: words.lookup(line) + 100, lambda: words.lookup(line))]

    in_blocks, _ = _delivered(tf.Session, lines, program)
    assert [number for (batch,) in in_blocks for number in batch.tolist()] == [0, 101, 9, 9] * 20


def test_datasets_look_up_what_queues_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = ["a", "b", "zebra", "", "c"] * 8
    wanted, _ = _delivered(tf.Session, lines)
    with tf.Graph().as_default(), tf.Session() as session:
        program = _looking_up()
        data = tf.data.Dataset.from_tensor_slices(lines).map(lambda line: tuple(program(line))).batch(4)
        iterator = data.make_initializable_iterator()
        batch = iterator.get_next()
        session.run(tf.tables_initializer())
        session.run(iterator.initializer)
        for columns in wanted:
            for column, other in zip(session.run(batch), columns, strict=True):
                assert column.tolist() == other.tolist()

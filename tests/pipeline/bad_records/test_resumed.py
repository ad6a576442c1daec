"""A pipeline that goes on from a state leaves out what it would have left out, and tells of each bad record once."""

from __future__ import annotations

import json

import pytest
from support.bad_records import as_it_is, lines, names_of, number_of, records
from support.threads import no_threads_left

import headrace as tf
from headrace.formats import quarantine


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with no_threads_left():
        yield tmp_path


def counted(tensor):
    """The same, in a program that runs record by record."""
    with tf.control_dependencies([tf.assign_add(tf.Variable(0, collections=[tf.GraphKeys.LOCAL_VARIABLES]), 1)]):
        return tf.identity(tensor)


def of_lines(way):
    return number_of("lines", "missing", "lines", way=way)


def of_records(way):
    record = tf.TFRecordReader().read(names_of("records", "missing", "records"))[1]
    return tf.string_to_number(way(record), tf.int32)


def run(source, way, steps, state=None):
    """Run a pipeline for some steps, from a state. Returns what it gave, the state then, and its counts."""
    with tf.Graph().as_default(), tf.Session() as session:
        with tf.train.bad_records("quarantine", path="dead") as bad:
            batch = tf.train.batch([source(way)], 7, capacity=14, allow_smaller_final_batch=True)
        session.run(tf.local_variables_initializer())
        if state is not None:
            tf.train.restore_pipeline_state(session, json.loads(json.dumps(state)))
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        found = []
        try:
            for _ in range(steps):
                found += session.run(batch).tolist()
        except tf.errors.OutOfRangeError:
            pass
        state = tf.train.pipeline_state(session)
        coord.request_stop()
        coord.join(threads)
        return found, state, bad.by_stage


@pytest.mark.parametrize("way", [as_it_is, counted])
@pytest.mark.parametrize("source", [of_lines, of_records])
@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 9])
def test_the_rest_is_that_of_a_run_that_was_not_interrupted(source, way, steps):
    lines(*(f"x{n}" if n % 5 == 2 else n for n in range(40)))
    records(*range(40), damaged=range(2, 40, 5))
    whole, _, counts = run(source, way, 100)
    letters = [(one.path, one.record, one.offset, one.data) for one in quarantine.read("dead")]
    first, state, _ = run(source, way, steps)
    rest, _, counts_then = run(source, way, 100, state)
    assert first + rest == whole
    assert counts_then == counts
    assert [(one.path, one.record, one.offset, one.data) for one in quarantine.read("dead")] == letters

"""Results written into memory that nothing needs any more: same values, and nobody else's array changes."""

import re

import numpy as np
import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default():
        yield


def test_dead_arrays_are_written_to():
    x = tf.placeholder(tf.float32, [2, 3])
    y = tf.nn.relu(tf.exp(x) * 2.0 - 3.0)
    with tf.Session() as session:
        last_argument_is_one_before = r"\((?=.*\b(t\d+),.*\b\1\)$)"
        assert len(re.findall(last_argument_is_one_before, session.plan(y, [x]), re.MULTILINE)) == 3
        np.testing.assert_allclose(session.run(y, {x: np.ones((2, 3))}), np.full((2, 3), np.e * 2 - 3), rtol=1e-6)


@pytest.mark.parametrize(
    "make",
    [
        lambda x: [x + 1.0],  # a fed array
        lambda x: [(e := tf.exp(x)), e + 1.0],  # fetched
        lambda x: [(e := tf.exp(x)) + tf.reduce_sum(e * 2.0), e * 3.0],  # needed later
        lambda x: [(e := tf.exp(x)) + 1.0 + tf.reshape(tf.transpose(e), [2, 3])],  # a view is needed later
        lambda x: [tf.identity(e := tf.exp(x)) * 2.0, tf.stop_gradient(e)],  # another name for it
        lambda x: [tf.exp(x) + tf.ones([2, 2, 3])],  # a larger result
        lambda x: [tf.cast(tf.exp(x), tf.float32) * 2.0, tf.cast(tf.exp(x), tf.float64) * 2.0],
        lambda x: [(e := tf.exp(x)) * e, tf.constant(np.ones((2, 3), np.float32)) * 2.0 + e],
        lambda x: [tf.cond(x[0, 0] > 0, lambda: tf.exp(x) * 2.0 + 1.0, lambda: tf.exp(x) * 3.0)],
    ],
)
def test_values_are_those_of_runs_without_reuse(make, monkeypatch):
    x = tf.placeholder(tf.float32, [2, 3])
    fetches = make(x)
    given = np.arange(6, dtype=np.float32).reshape(2, 3) / 6
    with tf.Session() as session:
        before = given.copy()
        found = [session.run(fetches, {x: given}) for _ in range(2)]
        np.testing.assert_array_equal(given, before)
        monkeypatch.setattr("headrace.graph.execution.plans.writer.may_overwrite", lambda op, position: False)
        session._requests.clear()
        expected = session.run(fetches, {x: given})
    for values in found:
        for value, wanted in zip(values, expected, strict=True):
            np.testing.assert_array_equal(value, wanted)


def test_variables_keep_their_values():
    v = tf.Variable(np.ones((2, 3), np.float32))
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run((v + 1.0) * 2.0).tolist() == [[4] * 3] * 2
        assert session.run(tf.exp(v) - v).shape == (2, 3)
        assert session.run(v).tolist() == [[1] * 3] * 2


def test_blocks_reuse_memory_and_give_the_same(tmp_path):
    path = tmp_path / "numbers"
    np.arange(60, dtype=np.float32).tofile(path)
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    _, value = tf.FixedLengthRecordReader(8).read(files)
    pair = tf.reshape(tf.decode_raw(value, tf.float32), [2])
    doubled = pair * 2.0
    shifted = doubled + 1.0
    batch = tf.train.batch([pair, doubled, tf.square(shifted) - doubled, shifted / tf.reduce_sum(shifted)], 30)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coord)
        found = session.run(batch)
        coord.request_stop()
        coord.join(threads)
    pairs = np.arange(60, dtype=np.float32).reshape(30, 2)
    shifts = pairs * 2 + 1
    expected = [pairs, pairs * 2, shifts**2 - pairs * 2, shifts / shifts.sum(1, keepdims=True)]
    for value, wanted in zip(found, expected, strict=True):
        np.testing.assert_allclose(value, wanted, rtol=1e-6)

"""Loops over rows that run all iterations at once: nobody may notice but by the clock."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

RNG = np.random.default_rng(1)
ROWS = RNG.normal(size=(7, 5)).astype(np.float32)

BODIES = {
    "sum": lambda x, v: tf.reduce_sum(x * x) + 1.0,
    "row": lambda x, v: x + v,
    "product": lambda x, v: tf.matmul(tf.expand_dims(x, 0), tf.expand_dims(v, 1))[0, 0],
    "outside": lambda x, v: v,
    "itself": lambda x, v: x,
    "nothing": lambda x, v: tf.constant([1, 2]),
    "drawn": lambda x, v: x + tf.random_uniform([5], seed=3),
    "sorted": lambda x, v: tf.nn.top_k(x, 3).values,
    "texts": lambda x, v: tf.as_string(x),
    "branch": lambda x, v: tf.cond(x[0] > 0, lambda: x * 2, lambda: -x),
    "loop": lambda x, v: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * 2), [0, x])[1],
    "called": lambda x, v: tf.py_func(np.sin, [x], tf.float32),
    "outer part": lambda x, v: x * tf.exp(v),
}


def runs(make, fed, times=2):
    """What a fresh graph gives in plans and one by one."""
    found = []
    for kind in (tf.Session, InterpretedSession):
        with tf.Graph().as_default() as graph:
            tf.set_random_seed(5)
            tensors, feed = make(fed)
            with kind(graph=graph) as session:
                session.run(tf.global_variables_initializer())
                given = []
                for _ in range(times):
                    try:
                        given.append(session.run(tensors, feed))
                    except tf.errors.OpError as error:
                        given.append((type(error), error.message, error.op.name))
                source = session.plan(tensors, list(feed)) if kind is tf.Session else ""
        found.append((given, source))
    return found[0][0], found[1][0], found[0][1]


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    return one == other


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("n", [0, 1, 7])
def test_rows_are_what_the_loop_makes_of_them(body, n):
    def make(rows):
        x, v = tf.placeholder(tf.float32, [None, 5]), tf.Variable(np.arange(5, dtype=np.float32))
        dtype = {"texts": tf.string, "nothing": tf.int32}.get(body)
        return tf.map_fn(lambda row: BODIES[body](row, v), x, dtype=dtype), {x: rows}

    planned, one_by_one, source = runs(make, ROWS[:n])
    for found, expected in zip(planned, one_by_one, strict=True):
        if body == "texts":
            assert found.tolist() == expected.tolist()
        else:
            assert same(found, expected)
    at_once = body not in ("branch", "loop", "called")
    assert ("all_rows" in source) is at_once


def test_what_fails_in_a_row_is_told_of_that_row():
    def make(rows):
        x = tf.placeholder(tf.int32, [None])
        table = tf.constant([1.0, 2.0, 3.0])
        return tf.map_fn(lambda i: tf.gather(table, i, name="pick"), x, dtype=tf.float32), {x: rows}

    planned, one_by_one, source = runs(make, np.array([0, 2, 5, 1, 7], np.int32))
    assert planned == one_by_one
    assert "indices = 5" in planned[0][1]
    assert "all_rows" in source
    planned, one_by_one, _ = runs(make, np.array([0, 2, 1], np.int32))
    assert planned[0].tolist() == one_by_one[0].tolist() == [1, 3, 2]


def test_what_was_drawn_for_rows_that_fail_is_drawn_again():
    def make(rows):
        x = tf.placeholder(tf.int32, [None])
        table = tf.constant([1.0, 2.0, 3.0])
        drawn = tf.map_fn(lambda i: tf.random_uniform([]) + tf.gather(table, i), x, dtype=tf.float32)
        return drawn, {x: rows}

    planned, one_by_one, _ = runs(make, np.array([0, 5, 1], np.int32))
    assert planned == one_by_one
    planned, one_by_one, _ = runs(make, np.array([0, 1, 1, 2], np.int32), times=3)
    assert [same(a, b) for a, b in zip(planned, one_by_one, strict=True)] == [True] * 3
    assert len({row.tobytes() for row in planned}) == 3


def test_rows_of_several_arrays():
    def make(rows):
        x, y = tf.placeholder(tf.float32, [None, 5]), tf.placeholder(tf.int32, [None])
        both = tf.map_fn(lambda at: (at[0] * 2, tf.reduce_sum(at[0]) + tf.cast(at[1], tf.float32)), (x, y), (tf.float32,) * 2)
        return both, {x: rows, y: np.arange(len(rows))}

    planned, one_by_one, source = runs(make, ROWS)
    assert all(map(same, planned[0], one_by_one[0]))
    assert "all_rows" in source


def test_a_variable_that_rows_are_made_of_may_change_afterwards():
    def make(rows):
        x, v = tf.placeholder(tf.float32, [None, 5]), tf.Variable(np.ones(5, np.float32))
        kept = tf.map_fn(lambda row: v, x)
        with tf.control_dependencies([kept]):
            changed = v.assign_add(v)
        with tf.control_dependencies([changed]):
            return tf.identity(kept), {x: rows}

    planned, one_by_one, _ = runs(make, ROWS)
    assert all(map(same, planned, one_by_one))


def test_a_loop_that_carries_something_on_is_none_over_rows(session):
    x = tf.placeholder(tf.float32, [None, 5])
    summed = tf.scan(lambda a, row: a + row, x, tf.zeros([5]))
    assert "all_rows" not in session.plan(summed, [x])
    assert "# one after the other" in session.plan(summed, [x])
    np.testing.assert_allclose(session.run(summed, {x: ROWS}), np.cumsum(ROWS, 0), rtol=1e-5)


def test_many_rows_at_once_are_no_more_than_fit(session, monkeypatch):
    monkeypatch.setattr("headrace.graph.blocks.rows._BYTES", 64)
    x = tf.placeholder(tf.float32, [None, 5])
    doubled = tf.map_fn(lambda row: row * 2, x)
    assert session.run(doubled, {x: ROWS}).tolist() == (ROWS * 2).tolist()

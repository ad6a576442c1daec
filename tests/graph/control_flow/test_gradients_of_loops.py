"""What gradients of loops give and refuse; their values and nodes: test_random_programs.py, test_nodes.py."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


def powers(x, times, **options):
    return tf.while_loop(lambda i, y: i < times, lambda i, y: (i + 1, y * x), [0, tf.ones([])], **options)[1]


def test_a_loop_is_derived_as_often_as_it_ran():
    x, n = tf.placeholder(tf.float32, []), tf.placeholder(tf.int32, [])
    dx = tf.gradients(powers(x, n), x)
    with tf.Session() as sess:
        found = [sess.run(dx, {x: 2.0, n: times})[0] for times in (0, 1, 4)]
    assert found == [0.0, 1.0, 32.0]


def test_second_derivatives_are_refused():
    x = tf.placeholder(tf.float32, [])
    dx = tf.gradients(powers(x, 3), x)
    with pytest.raises(TypeError, match=r"^Second-order gradient for while loops not supported\.$"):
        tf.gradients(dx, x)


def test_a_loop_without_back_prop_is_a_constant():
    x = tf.placeholder(tf.float32, [])
    assert tf.gradients(powers(x, 3, back_prop=False), x) == [None]


def test_a_loop_is_not_derived_inside_by_what_it_begins_with():
    x = tf.placeholder(tf.float32, [3], name="x")
    with pytest.raises(
        ValueError, match=r"Cannot compute gradient inside while loop with respect to op 'x'\. We do not support"
    ):
        tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, tf.gradients(tf.tanh(v), x)[0]), [0, x])


def test_rows_are_collected_over_the_iterations():
    table = tf.Variable(tf.ones([4, 2]))
    total = tf.while_loop(
        lambda i, s: i < 3, lambda i, s: (i + 1, s + tf.reduce_sum(tf.gather(table, [i, 3]))), [0, tf.constant(0.0)]
    )[1]
    (rows,) = tf.gradients(total, table)
    assert isinstance(rows, tf.IndexedSlices)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        np.testing.assert_array_equal(sess.run(tf.convert_to_tensor(rows)), [[1, 1], [1, 1], [1, 1], [3, 3]])


def test_a_graph_grows_while_a_session_runs_it():
    x = tf.placeholder(tf.float32, [])
    y = powers(x, 3)
    with tf.Session() as sess:
        assert sess.run(y, {x: 2.0}) == 8.0
        (dx,) = tf.gradients(y, x)
        assert sess.run([y, dx], {x: 2.0}) == [8.0, 12.0]

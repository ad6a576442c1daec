"""Gradients through cond: held against finite differences in every branch; what is not taken neither runs nor adds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import headrace as tf


def slopes(function, at, step=1e-5):
    """The derivatives of `function` (of one array, to a number) at an array, by central differences."""
    at = np.asarray(at, np.float64)
    found = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        move = np.zeros_like(at)
        move[place] = step
        found[place] = (function(at + move) - function(at - move)) / (2 * step)
    return found


def assert_slopes(y, x, at, switches):
    """Hold the gradient of y by x, a placeholder or variable, against differences for all values of the `switches`."""
    (gradient,) = tf.gradients(y, x)
    gradient = tf.convert_to_tensor(gradient)
    seen = set()
    with tf.Session() as session:

        def set_to(value, feed):
            if isinstance(x, tf.Variable):
                x.load(value, session)
                return feed
            return {**feed, x: value}

        for choice in itertools.product([True, False], repeat=len(switches)):
            feed = dict(zip(switches, choice, strict=True))
            found = session.run(gradient, set_to(at, feed))
            expected = slopes(lambda value, feed=feed: session.run(y, set_to(value, feed)), at)
            np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8, err_msg=str(choice))
            seen.add(np.asarray(found).tobytes())
    assert len(seen) > 1  # the branches differ


def switch():
    return tf.placeholder(tf.bool, [])


def test_each_of_nested_branches_has_its_own_gradient():
    p, q, x = switch(), switch(), tf.placeholder(tf.float64, [])
    y = tf.cond(
        p,
        lambda: tf.cond(q, lambda: x * x * x, lambda: tf.sin(x)),
        lambda: tf.cond(q, lambda: 3 * x, lambda: tf.exp(x) * x),
    )
    assert_slopes(y * x, x, 1.5, [p, q])


def test_several_results_and_several_sources():
    p, x, y = switch(), tf.placeholder(tf.float64, []), tf.placeholder(tf.float64, [])
    first, second = tf.cond(p, lambda: (x * 2, y * x), lambda: (y * y, x))
    found = tf.gradients(first * second, [x, y])
    with tf.Session() as session:
        assert session.run(found, {p: True, x: 3, y: 5}) == [2 * 2 * 3 * 5, 2 * 3 * 3]
        assert session.run(found, {p: False, x: 3, y: 5}) == [5 * 5, 2 * 5 * 3]


def test_results_that_nobody_uses_add_nothing():
    p, x = switch(), tf.placeholder(tf.float64, [])
    first, _ = tf.cond(p, lambda: (x * 2, x * x), lambda: (x * x * x, x))
    assert_slopes(first, x, 1.5, [p])


def test_tensors_that_branches_return_as_they_are():
    p, x, y = switch(), tf.placeholder(tf.float32, []), tf.placeholder(tf.float32, [])
    first, second = tf.cond(p, lambda: (x, y), lambda: (y, x))
    found = tf.gradients(first * first * second, [x, y]) + tf.gradients(first, [x, y])
    with tf.Session() as session:
        assert session.run(found, {p: True, x: 2, y: 3}) == [12, 4, 1, 0]
        assert session.run(found, {p: False, x: 2, y: 3}) == [9, 12, 0, 1]


def test_a_branch_that_does_not_depend_on_x_gives_zeros_of_its_shape():
    p, x = switch(), tf.placeholder(tf.float32, [2])
    (found,) = tf.gradients(tf.cond(p, lambda: tf.reduce_sum(x * 2), lambda: tf.constant(1.0)), x)
    with tf.Session() as session:
        assert session.run(found, {p: True, x: [1, 1]}).tolist() == [2, 2]
        assert session.run(found, {p: False, x: [1, 1]}).tolist() == [0, 0]


def test_a_cond_that_depends_on_x_only_by_its_predicate_has_none():
    x = tf.placeholder(tf.float32, [])
    assert tf.gradients(tf.cond(x > 0, lambda: tf.constant(1.0), lambda: tf.constant(2.0)), x) == [None]


def test_gradients_through_cond_have_gradients():
    p, x = switch(), tf.placeholder(tf.float64, [])
    y = tf.cond(p, lambda: x * x * x, lambda: tf.exp(x)) * x
    assert_slopes(tf.gradients(y, x)[0], x, 1.5, [p])


def test_what_comes_from_outside_may_be_held_constant():
    p, x = switch(), tf.placeholder(tf.float32, [])
    squared = x * x
    y = tf.cond(p, lambda: squared * x, lambda: tf.stop_gradient(squared) * x)
    with tf.Session() as session:
        ask = [tf.gradients(y, x)[0], tf.gradients(y, x, stop_gradients=[squared])[0]]
        assert session.run(ask, {p: True, x: 2}) == [12, 4]
        assert session.run(ask, {p: False, x: 2}) == [4, 4]
    assert tf.gradients(y, x, stop_gradients=y) == [None]


def test_gradients_asked_for_in_a_branch():
    p, x, v = switch(), tf.placeholder(tf.float32, []), tf.Variable([1.0, 2.0])
    outside = x * x
    asked = [
        tf.cond(p, lambda: tf.gradients(x * x * x, x)[0], lambda: tf.constant(-1.0)),
        tf.cond(p, lambda: tf.gradients(outside, x)[0], lambda: tf.constant(-1.0)),
        tf.cond(p, lambda: tf.reduce_sum(tf.gradients(v * v * v, v)[0]), lambda: tf.constant(-1.0)),
    ]
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run(asked, {p: True, x: 1.5}) == [6.75, 3, 15]
        assert session.run(asked, {p: False, x: 1.5}) == [-1, -1, -1]


def test_the_gradient_of_a_branch_that_is_not_taken_does_not_run():
    p, x, rows = switch(), tf.placeholder(tf.float32, [2]), tf.placeholder(tf.int32, [])
    y = tf.cond(p, lambda: tf.gather(x, rows) * 3.0, lambda: x[0])
    picked = tf.cond(p, lambda: tf.gather(tf.gradients(y, x)[0], rows), lambda: tf.constant(-1.0))
    with tf.Session() as session:
        assert session.run(tf.gradients(y, x)[0], {p: False, x: [1, 2], rows: 99}).tolist() == [1, 0]
        assert session.run(picked, {p: False, x: [1, 2], rows: 99}) == -1
        with pytest.raises(tf.errors.InvalidArgumentError, match="99"):
            session.run(tf.gradients(y, x)[0], {p: True, x: [1, 2], rows: 99})


@pytest.mark.parametrize("taken", [True, False])
def test_a_branch_that_trains_derives_what_stands_outside_of_it(taken):
    p, x, v = switch(), tf.placeholder(tf.float32, [None]), tf.Variable(2.0)
    loss = tf.square(x * v)
    slope = tf.cond(p, lambda: tf.gradients(loss, v)[0], lambda: tf.constant(-1.0))
    trained = tf.cond(p, lambda: tf.train.GradientDescentOptimizer(0.25).minimize(loss), lambda: tf.no_op())
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run(slope, {p: taken, x: [1, 0]}) == (4 if taken else -1)
        assert session.run(trained, {p: taken, x: [1, 0]}) == taken
        assert session.run(v) == (1 if taken else 2)
        x_alone = session.plan(slope, [p, x]).partition("if fed0:")[0]
        assert "Fill" not in x_alone


# -- variables that branches read --------------------------------------------------------------------------------------


def test_a_variable_read_in_both_branches_and_outside():
    p, v = switch(), tf.Variable(np.array([1.0, 2.0]))
    y = tf.cond(p, lambda: tf.reduce_sum(v * v), lambda: tf.reduce_sum(tf.exp(v)))
    assert_slopes(y * tf.reduce_sum(v), v, [1.0, 2.0], [p])


def test_a_variable_read_in_nested_branches():
    p, q, v = switch(), switch(), tf.Variable(np.array([1.0, 2.0]))
    y = tf.cond(
        p,
        lambda: tf.reduce_sum(v * v) * tf.cond(q, lambda: tf.reduce_sum(v), lambda: tf.constant(2.0, tf.float64)),
        lambda: tf.cond(q, lambda: tf.reduce_sum(tf.exp(v)), lambda: tf.constant(1.0, tf.float64)),
    )
    assert_slopes(y, v, [1.0, 2.0], [p, q])


def test_a_value_read_anew_in_branches():
    p, q, v = switch(), switch(), tf.Variable(np.array([1.0, 2.0]))
    y = tf.cond(
        p,
        lambda: tf.reduce_sum(tf.cond(q, lambda: v.read_value() * 3, lambda: v.read_value() * v.read_value())),
        lambda: tf.reduce_sum(tf.sin(v.read_value())),
    )
    assert_slopes(y, v, [1.0, 2.0], [p, q])


def test_rows_gathered_in_branches():
    p, q, v = switch(), switch(), tf.Variable(np.array([[1.0, 2.0], [3.0, 4.0]]))
    y = tf.cond(
        p,
        lambda: tf.reduce_sum(tf.gather(v.read_value(), [1]) ** 2),
        lambda: tf.cond(q, lambda: tf.reduce_sum(tf.gather(v, [0, 0])), lambda: tf.reduce_sum(v * v * v)),
    )
    assert_slopes(y + tf.reduce_sum(tf.gather(v, [0])), v, [[1.0, 2.0], [3.0, 4.0]], [p, q])


def test_training_moves_a_variable_by_the_branch_that_was_taken():
    p, v = switch(), tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    step = tf.train.GradientDescentOptimizer(0.1).minimize(tf.cond(p, lambda: v * v, lambda: v * 3.0))
    with tf.Session() as session:
        session.run(v.initializer)
        session.run(step, {p: True})
        np.testing.assert_allclose(session.run(v), [[0.8, 1.6], [2.4, 3.2]], rtol=1e-6)
        session.run(step, {p: False})
        np.testing.assert_allclose(session.run(v), [[0.5, 1.3], [2.1, 2.9]], rtol=1e-6)

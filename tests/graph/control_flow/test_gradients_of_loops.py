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


def in_body(v, first):
    return tf.gradients(tf.tanh(v), first)[0]


def in_branch(v, first):
    return tf.cond(tf.reduce_sum(v) > 0, lambda: tf.gradients(tf.tanh(v), first)[0], lambda: v)


def of_body_in_branch(v, first):
    y = tf.tanh(v)
    return tf.cond(tf.reduce_sum(v) > 0, lambda: tf.gradients(y, first)[0], lambda: v)


def in_inner_loop(v, first):
    return tf.while_loop(lambda j, w: j < 2, lambda j, w: (j + 1, tf.gradients(tf.tanh(v), first)[0]), [0, v])[1]


def in_inner_branch(v, first):
    return tf.while_loop(lambda j, w: j < 2, lambda j, w: (j + 1, in_branch(w, first)), [0, v])[1]


INSIDE = (in_body, in_branch, of_body_in_branch, in_inner_loop, in_inner_branch)
REFUSED = r"Cannot compute gradient inside while loop with respect to op 'x'\. We do not support"


@pytest.mark.parametrize("asked", INSIDE)
def test_a_loop_is_not_derived_inside_by_what_it_begins_with(asked):
    x = tf.placeholder(tf.float32, [3], name="x")
    with pytest.raises(ValueError, match=REFUSED):
        tf.while_loop(lambda i, v: i < 10, lambda i, v: (i + 1, asked(v, x)), [0, x])


def test_a_loop_is_not_derived_in_its_condition_by_what_it_begins_with():
    x = tf.placeholder(tf.float32, [], name="x")
    with pytest.raises(ValueError, match=REFUSED):
        tf.while_loop(lambda v: tf.gradients(tf.tanh(v), x)[0] < 9, lambda v: v * 2, [x])


@pytest.mark.parametrize("asked", [in_body, in_branch, of_body_in_branch])
def test_an_iteration_is_derived_by_what_it_begins_with(asked):
    x = tf.placeholder(tf.float64, [])
    y = tf.while_loop(lambda i, v: i < 2, lambda i, v: (i + 1, asked(v, v)), [0, x])[1]
    slope = lambda v: 1 - np.tanh(v) ** 2  # noqa: E731
    with tf.Session() as sess:
        assert sess.run(y, {x: 0.5}) == pytest.approx(slope(slope(0.5)), rel=1e-12)


@pytest.mark.parametrize("through", ["branch", "loop"])
def test_an_iteration_is_derived_through_what_stands_in_it(through):
    x = tf.placeholder(tf.float64, [])

    def body(i, v):
        z = v * 1
        if through == "branch":
            y = tf.cond(i > 0, lambda: z * z, lambda: z * z * z)
        else:
            y = tf.while_loop(lambda j, w: j < 2, lambda j, w: (j + 1, w * z), [0, z])[1]
        return i + 1, tf.gradients(y, z)[0]

    y = tf.while_loop(lambda i, v: i < 2, body, [0, x])[1]
    with tf.Session() as sess:
        found = sess.run(y, {x: 0.5})
    assert found == pytest.approx(2 * 0.75 if through == "branch" else 3 * 0.75**2)


def test_what_is_outside_is_derived_in_a_loop():
    c = tf.constant(3.0, tf.float64)
    y = c * c
    found = tf.while_loop(lambda i, v: i < 2, lambda i, v: (i + 1, v * tf.gradients(y, c)[0]), [0, tf.ones([], tf.float64)])[1]
    with tf.Session() as sess:
        assert sess.run(found) == 36


def test_a_gradient_that_a_loop_asks_for_is_derived_through_the_loop():
    c = tf.constant(2.0, tf.float64)

    def body(i, v):
        z = v * 1
        return i + 1, z * tf.gradients(tf.rsqrt(z), z)[0]

    y = tf.while_loop(lambda i, v: i < 1, body, [0, c])[1]
    with tf.Session() as sess:
        assert sess.run(tf.gradients(y, c))[0] == pytest.approx(0.25 * 2**-1.5)


@pytest.mark.parametrize("function", [tf.sqrt, tf.rsqrt, tf.reciprocal, tf.tanh, tf.sigmoid])
def test_nothing_that_a_second_gradient_makes_runs_before_what_comes_back(function):
    x = tf.placeholder(tf.float32, [])
    (dx,) = tf.gradients(function(x), x)
    tf.gradients(dx, x, tf.ones([]))
    (back,) = (op for op in tf.get_default_graph().get_operations() if op.name == "gradients_1/grad_ys_0")
    made = [op for op in tf.get_default_graph().get_operations() if "gradients_1/gradients/" in op.name]
    assert made
    after = {back}
    for op in made:
        assert not after.isdisjoint([*op.control_inputs, *(tensor.op for tensor in op.inputs)])
        after.add(op)


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


def _nested(x):
    """x ** 6 and 8 x; what the inner loop gives second is not used."""

    def body(i, y, z):
        _, product, _ = tf.while_loop(lambda j, p, q: j < 6, lambda j, p, q: (j + 1, p * y, q + p), [0, tf.ones([]), y])
        return i + 1, product, tf.cond(i < 1, lambda: z + z, lambda: 4 * z)

    return tf.while_loop(lambda i, y, z: i < 2, body, [0, x, x])[1:]


def _flat(x):
    return tf.while_loop(lambda i, y, z: i < 30, lambda i, y, z: (i + 1, y * x, z + x), [0, x, x])[1:]


@pytest.mark.parametrize(("function", "power"), [(_flat, 31), (_nested, 36)])
def test_a_loop_may_be_derived_once_its_results_are_there(function, power):
    """TensorFlow 1.15 fails: what counts a loop's iterations would wait for the loop's end there."""
    x = tf.placeholder_with_default(1.0, [])
    first, second = function(x)
    with tf.control_dependencies([first, second]):
        (gradient,) = tf.gradients(first, x)
    assert tf.Session().run([gradient, second], {x: 1.0})[0] == power

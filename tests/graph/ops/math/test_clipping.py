"""Clipping by norm and by value, checks of numbers: values, names and refusals beside TensorFlow's."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

INF, NAN = float("inf"), float("nan")


def run(tensors, feed=None):
    with tf.Session() as session:
        return session.run(tensors, feed)


def rows_of(values):
    return tf.IndexedSlices(tf.constant(values), tf.constant([0]), tf.constant([3, len(values[0])]))


# -- by their own norm -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("t", "clip_norm", "axes", "expected"),
    [
        ([3.0, 4.0], 1.0, None, [0.6, 0.8]),
        ([0.3, 0.4], 1.0, None, [0.3, 0.4]),
        ([0.0, 0.0], 1.0, None, [0, 0]),
        ([[3.0, 4.0], [0.3, 0.4]], 1.0, [1], [[0.6, 0.8], [0.3, 0.4]]),
        ([[3.0, 0.3], [4.0, 0.4]], 1.0, [0], [[0.6, 0.3], [0.8, 0.4]]),
        ([[3.0, 4.0], [0.3, 0.4]], [[1.0], [0.1]], [1], [[0.6, 0.8], [0.06, 0.08]]),
        ([[3.0, 0.0], [0.0, 4.0]], 10.0, None, [[3, 0], [0, 4]]),
    ],
)
def test_a_tensor_is_scaled_down_to_the_longest_norm(t, clip_norm, axes, expected):
    np.testing.assert_allclose(run(tf.clip_by_norm(t, clip_norm, axes)), expected, rtol=1e-6)


def test_the_longest_norm_may_be_fed():
    limit = tf.placeholder(tf.float32, [])
    assert run(tf.clip_by_norm([3.0, 4.0], limit), {limit: 10}).tolist() == [3, 4]


def test_clipping_has_a_gradient_also_at_zero():
    t, zero = tf.constant([1.0, 2.0]), tf.constant([0.0, 0.0])
    found = run([tf.gradients(tf.clip_by_norm(x, 1.0), x)[0] for x in (t, zero)])
    np.testing.assert_allclose(found, [[0.17888546, -0.08944267], [1, 1]], rtol=1e-6)  # TensorFlow's numbers


@pytest.mark.parametrize(("t", "expected"), [([3.0, 4.0], [1.2, 1.6]), ([0.3, 0.4], [0.3, 0.4]), ([0.0, 0.0], [0, 0])])
def test_a_tensor_is_scaled_down_to_the_longest_norm_per_element(t, expected):
    np.testing.assert_allclose(run(tf.clip_by_average_norm(t, 1.0)), expected, rtol=1e-6)


# -- by the norm of all of them ----------------------------------------------------------------------------------------


def test_the_norm_of_several_tensors_leaves_out_none():
    assert run(tf.global_norm([tf.constant([3.0, 0.0]), None, rows_of([[4.0]])])) == 5
    assert run(tf.global_norm((tf.constant(2.0),))) == 2
    assert run(tf.global_norm([])) == 0


def test_several_tensors_are_scaled_by_one_ratio():
    given = [tf.constant([3.0, 0.0]), None, rows_of([[4.0]])]
    clipped, norm = tf.clip_by_global_norm(given, 1.0)
    same, _ = tf.clip_by_global_norm(given, 10.0)
    assert [clipped[1], same[1]] == [None, None]
    first, last, size, unchanged = run([clipped[0], clipped[2], norm, same[0]])
    np.testing.assert_allclose(first, [0.6, 0])
    np.testing.assert_allclose(last.values, [[0.8]])
    assert [last.indices.tolist(), last.dense_shape.tolist(), size, unchanged.tolist()] == [[0], [3, 1], 5, [3, 0]]


def test_a_norm_that_is_known_is_used():
    clipped, norm = tf.clip_by_global_norm([tf.constant([3.0])], 1.0, use_norm=tf.constant(6.0))
    assert run([clipped[0], norm]) == [0.5, 6]


@pytest.mark.parametrize("wrong", [INF, NAN])
def test_a_norm_that_is_no_number_makes_all_tensors_nan(wrong):
    clipped, _ = tf.clip_by_global_norm([tf.constant([1.0]), tf.constant([wrong])], 1.0)
    assert np.isnan(run(clipped)).all()


def test_names_are_tensorflows(graph):
    a, b = tf.constant([1.0, 2.0]), rows_of([[1.0, 2.0]])
    norm = tf.global_norm([a, b])
    clipped, _ = tf.clip_by_global_norm([a, None, b], 1.0, norm)
    found = [norm, clipped[0], clipped[2].values, tf.clip_by_norm(a, 1.0), tf.clip_by_norm(b, 1.0).values]
    found += [tf.clip_by_average_norm(a, 1.0), tf.clip_by_norm(a, 1.0, name="mine")]
    assert [tensor.op.name for tensor in found] == [
        "global_norm/global_norm",
        "clip_by_global_norm/clip_by_global_norm/_0",
        "clip_by_global_norm/clip_by_global_norm/_2",
        "clip_by_norm",
        "clip_by_norm_1",
        "clip_by_average_norm",
        "mine",
    ]


# -- by value ----------------------------------------------------------------------------------------------------------


def test_slices_are_clipped_by_value_as_slices():
    clipped = run(tf.clip_by_value(rows_of([[-3.0, 0.5]]), -1.0, 1.0))
    assert [clipped.values.tolist(), clipped.indices.tolist()] == [[[-1, 0.5]], [0]]


# -- numbers that are none ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrong", "what"), [(INF, "Inf"), (NAN, "NaN")])
def test_a_tensor_that_is_not_finite_is_refused_when_run(wrong, what):
    x = tf.placeholder(tf.float32, [2])
    checked = tf.verify_tensor_all_finite(x, "loss")
    assert run(checked, {x: [1, 2]}).tolist() == [1, 2]
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        run(checked, {x: [1, wrong]})
    assert caught.value.message == f"loss : Tensor had {what} values"
    assert run(tf.verify_tensor_all_finite(x=x, message="m"), {x: [1, 2]}).tolist() == [1, 2]


def test_every_tensor_of_floats_can_be_checked():
    x = tf.placeholder(tf.float32, [], name="x")
    y = tf.log(x, name="y")
    tf.cast(y, tf.int32)
    check = tf.add_check_numerics_ops()
    assert run([check, y], {x: 1}) == [None, 0]
    for value, says in ((0, "y:0 : Tensor had Inf values"), (NAN, "x:0 : Tensor had NaN values")):
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            run(check, {x: value})
        assert caught.value.message == says
    tf.cond(x > 0, lambda: x + 1, lambda: x)
    with pytest.raises(ValueError, match="is not compatible with TensorFlow control flow operations"):
        tf.add_check_numerics_ops()


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "kind", "says"),
    [
        (lambda t: tf.clip_by_norm(t, [[1.0, 2.0], [3.0, 4.0]]), ValueError, "Shapes (2,) and (2, 2) are not compatible"),
        (
            lambda t: tf.clip_by_value(t, [[1.0, 2.0], [3.0, 4.0]], 4.0),
            ValueError,
            "Shapes (2,) and (2, 2) are not compatible",
        ),
        (
            lambda t: tf.clip_by_value(t, 1.0, [[1.0, 2.0], [3.0, 4.0]]),
            ValueError,
            "Shapes (2,) and (2, 2) are not compatible",
        ),
        (lambda t: tf.global_norm(t), TypeError, "t_list should be a sequence"),
        (lambda t: tf.global_norm("abc"), TypeError, "t_list should be a sequence"),
        (lambda t: tf.clip_by_global_norm(t, 1.0), TypeError, "t_list should be a sequence"),
        (
            lambda t: tf.clip_by_norm(tf.constant([1, 2]), 1),
            TypeError,
            "Value passed to parameter 'x' has DataType int32 not in list of allowed values",
        ),
    ],
)
def test_a_wrong_request_is_refused_in_tensorflows_words(ask, kind, says):
    with pytest.raises(kind) as caught:
        ask(tf.constant([1.0, 2.0]))
    assert says in str(caught.value)

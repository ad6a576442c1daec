"""Gradients by what no y depends on."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.mark.parametrize("zeros", ["zero", tf.UnconnectedGradients.ZERO])
def test_what_no_y_depends_on_has_zeros_where_asked_for(zeros):
    x, v = tf.placeholder(tf.float32, [2]), tf.Variable([1.0, 2.0, 3.0])
    wide, whole = tf.placeholder(tf.float64), tf.placeholder(tf.int32, [2])
    of_x, *others = tf.gradients(x * 2.0, [x, v, wide, whole], unconnected_gradients=zeros)
    assert [one.name for one in (of_x, *others)] == [
        "gradients/mul_grad/Mul:0",
        "zeros_like:0",
        "zeros_like_1:0",
        "zeros_like_2:0",
    ]
    with tf.Session() as sess:
        found = sess.run(others, {v: [np.nan, 1.0, 2.0], wide: [[1.0]], whole: [1, 2]})
    for one, kind, shape in zip(found, ["float32", "float64", "int32"], [(3,), (1, 1), (2,)], strict=True):
        assert (one.dtype, one.shape, one.any()) == (kind, shape, False)


@pytest.mark.parametrize("other", ["ZERO", None, 3])
def test_other_words_for_what_no_y_depends_on_are_refused(other):
    x = tf.placeholder(tf.float32, [2])
    with pytest.raises(ValueError, match=f"^Unknown value for unconnected_gradients: {other!r}$"):
        tf.gradients(x, x, unconnected_gradients=other)


def test_outputs_beside_those_on_the_way_have_the_zeros_that_were_made_for_them():
    x = tf.placeholder(tf.float32, [2])
    first, second = tf.unstack(x)
    _, of_second = tf.gradients(first * 2.0, [x, second])
    assert of_second.name == "gradients/zeros_like:0"
    assert tf.gradients(first * 2.0, [second]) == [None]

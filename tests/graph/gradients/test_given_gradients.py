"""`grad_ys` of other shapes than their ys. Values and texts are those of TensorFlow 1.15."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.mark.parametrize(
    ("x", "given", "found"),
    [
        (2.0, [3.0], 12.0),
        (2.0, [[3.0]], 12.0),
        ([1.0, 2.0], 3.0, [6.0, 12.0]),
        ([1.0, 2.0], [3.0], [6.0, 12.0]),
        ([1.0, 2.0], [[3.0, 4.0]], [6.0, 16.0]),
    ],
)
def test_what_has_as_many_elements_is_taken(x, given, found):
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.constant(x)
        gradient = tf.gradients(x * x, x, grad_ys=tf.constant(given))[0]
        assert gradient.shape == x.shape
        np.testing.assert_array_equal(session.run(gradient), found)


def test_what_has_not_is_refused():
    with tf.Graph().as_default():
        x = tf.constant(2.0)
        with pytest.raises(ValueError, match=r"Cannot reshape a tensor with 2 elements to shape \[\] \(1 elements\)"):
            tf.gradients(x * x, x, grad_ys=tf.constant([3.0, 4.0]))
        x = tf.constant([1.0, 2.0])
        with pytest.raises(ValueError, match="Dimensions must be equal, but are 3 and 2"):
            tf.gradients(x * x, x, grad_ys=tf.constant([3.0, 4.0, 5.0]))

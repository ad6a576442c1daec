"""`periodic_resample`: what the samples of ops cannot say."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

resample = tf.contrib.periodic_resample.periodic_resample
GRID = np.arange(12.0).reshape(3, 4)


def ran(tensor):
    with tf.Session() as session:
        return session.run(tensor).tolist()


def test_sizes_that_are_no_multiples():
    assert ran(resample(GRID, [5, None])) == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    assert ran(resample(GRID, [7, None])) == [[0], [1], [2], [4], [5], [6], [8]]
    assert ran(resample(GRID, [None, 8])) == [[0, 4, 1, 5, 2, 6, 3, 7]]
    repeated = resample(np.arange(24).reshape(2, 3, 4), [3, 4, None])
    assert ran(repeated)[0] == [[0, 1], [4, 5], [4, 5], [8, 9]]
    assert repeated.shape.as_list() == [3, 4, 2]


def test_gradients_of_what_is_repeated_and_left_out():
    x = tf.constant(np.arange(24.0).reshape(2, 3, 4))
    y = resample(x, [3, 4, None])
    (found,) = tf.gradients(y, x, grad_ys=np.arange(1.0, 25).reshape(3, 4, 2))
    assert ran(found)[0] == [[1, 2, 9, 10], [5, 6, 13, 14], [7, 8, 15, 16]]
    assert ran(found)[1][0] == [17, 18, 0, 0]


def test_sizes_that_are_not_known():
    x = tf.placeholder_with_default(GRID, [None, 4])
    y = resample(x, [6, None])
    assert y.shape.as_list() == [6, None]
    assert ran(y) == GRID.reshape(6, 2).tolist()
    with pytest.raises(ValueError, match=r"Shape \[\?,4\] is not fully defined for 'gradients/PeriodicResample_grad"):
        tf.gradients(y, x)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ([6, None, 1], "the rank of the input tensor, 2, to be the same as the length of the desired shape, 3"),
        ([None, None], "expects only one index to be marked as adjustable"),
        ([3, 4], "expects at least one index to be marked as adjustable"),
        ([2, None], "Dimension 0 input tensor has size 3, desired shape has size 2"),
        ([100, None], "the adjustable dimension, 1, isn't greater than zero, 0"),
        (None, "the length of the desired shape, -1"),
    ],
)
def test_shapes_that_do_not_fit(shape, message):
    with pytest.raises(tf.errors.InvalidArgumentError, match=f"periodic_resample.*{message}"):
        ran(resample(GRID, shape))


def test_types_that_nobody_computes():
    with pytest.raises(tf.errors.InvalidArgumentError, match="Unsuppored tensor elements type"):
        ran(resample(np.ones(3, np.float16), [None]))
    with pytest.raises(TypeError, match="'values' has DataType bool not in list of allowed values"):
        resample([True], [None])

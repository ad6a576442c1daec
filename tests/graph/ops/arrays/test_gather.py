"""Gathering with batch dimensions: what a loop over the batch gives, and so do the gradients."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

PARAMS = np.arange(48, dtype=np.float32).reshape(2, 3, 4, 2)


def _values_and_gradient(build, *values, fed):
    with tf.Graph().as_default(), tf.Session() as session:
        if fed:
            tensors = [tf.placeholder(tf.as_dtype(value.dtype)) for value in values]
            feeds = dict(zip(tensors, values, strict=True))
        else:
            tensors, feeds = [tf.constant(value) for value in values], {}
        picked = build(*tensors)
        gradient = tf.gradients(picked * picked, tensors[0])[0]
        return session.run([picked, tf.convert_to_tensor(gradient)], feeds)


def _gradient_of_squares(positions):
    """By the positions in PARAMS of what was picked."""
    gradient = np.zeros(PARAMS.size, np.float32)
    np.add.at(gradient, positions.ravel(), 2 * PARAMS.ravel()[positions.ravel()])
    return gradient.reshape(PARAMS.shape)


POSITIONS = np.arange(PARAMS.size).reshape(PARAMS.shape)
GATHERS = [
    (1, 1, np.array([[0, 0], [2, 1]])),
    (2, 1, np.array([[3, 0, 3], [1, 1, 2]])),
    (3, 1, np.array([[1], [0]])),
    (2, 2, np.array([[[0, 1], [2, 2], [3, 0]], [[1, 1], [0, 3], [2, 1]]])),
    (-1, 2, np.array([[[0], [1], [1]], [[1], [0], [0]]])),
    (1, 0, np.array([2, 0, 2])),
    (-2, 0, np.array([[2, 0], [3, 3]])),
]


@pytest.mark.parametrize("fed", [False, True])
@pytest.mark.parametrize(("axis", "batch_dims", "indices"), GATHERS)
def test_gather_and_its_gradient_are_those_of_a_loop_over_the_batch(axis, batch_dims, indices, fed):
    def loop(positions, indices, depth):
        if depth == 0:
            return np.take(positions, indices, axis - batch_dims if axis >= 0 else axis)
        return np.stack([loop(*pair, depth - 1) for pair in zip(positions, indices, strict=True)])

    positions = loop(POSITIONS, indices, batch_dims)
    found = _values_and_gradient(
        lambda params, picked: tf.gather(params, picked, axis=axis, batch_dims=batch_dims), PARAMS, indices, fed=fed
    )
    np.testing.assert_array_equal(found[0], PARAMS.ravel()[positions])
    np.testing.assert_array_equal(found[1], _gradient_of_squares(positions))


def test_no_batch_dimensions_may_be_none_and_axis_0_has_none():
    with tf.Graph().as_default(), tf.Session() as session:
        indices = np.array([[1], [0]])
        assert session.run(tf.gather(PARAMS, indices, axis=1, batch_dims=None)).shape == (2, 2, 1, 4, 2)
        assert session.run(tf.gather(PARAMS, indices, axis=0, batch_dims=1)).shape == (2, 1, 3, 4, 2)


GATHERS_ND = [
    (1, np.array([[0], [2]])),
    (1, np.array([[[0, 1], [2, 3]], [[1, 1], [0, 0]]])),
    (2, np.array([[[0], [1], [2]], [[3], [2], [1]]])),
    (2, np.array([[[[3, 0]], [[1, 1]], [[0, 1]]], [[[2, 1]], [[0, 0]], [[2, 1]]]])),
]


@pytest.mark.parametrize(("batch_dims", "indices"), GATHERS_ND)
def test_gather_nd_and_its_gradient_are_those_of_a_loop_over_the_batch(batch_dims, indices):
    def loop(positions, indices, depth):
        if depth == 0:
            return positions[tuple(np.moveaxis(indices, -1, 0))]
        return np.stack([loop(*pair, depth - 1) for pair in zip(positions, indices, strict=True)])

    positions = loop(POSITIONS, indices, batch_dims)
    found = _values_and_gradient(
        lambda params, picked: tf.gather_nd(params, picked, batch_dims=batch_dims), PARAMS, indices, fed=False
    )
    np.testing.assert_array_equal(found[0], PARAMS.ravel()[positions])
    np.testing.assert_array_equal(found[1], _gradient_of_squares(positions))


def test_gather_nd_speaks_of_batch_dimensions_as_tensorflow_does():
    with tf.Graph().as_default(), tf.Session() as session:
        with pytest.raises(TypeError, match="batch_dims must be an int; got None"):
            tf.gather_nd(PARAMS, [[0]], batch_dims=None)
        with pytest.raises(ValueError, match=r"tf\.gather_nd does not allow negative batch_dims\."):
            tf.gather_nd(PARAMS, [[0]], batch_dims=-1)
        with pytest.raises(ValueError, match=r"batch_dims = 2 must be less than rank\(indices\) = 2"):
            tf.gather_nd(PARAMS, [[0], [1]], batch_dims=2)
        outside = tf.gather_nd(PARAMS, [[5], [0]], batch_dims=1)
        message = r"indices\[0\] = \[0, 5\] does not index into param shape \[2,3,4,2\]"
        with pytest.raises(tf.errors.InvalidArgumentError, match=message):
            session.run(outside)
        sizes = tf.gather_nd(tf.zeros([2, 3]), tf.placeholder(tf.int32, [2, None, 1]), batch_dims=1).shape
        assert sizes.as_list() == [2, None]

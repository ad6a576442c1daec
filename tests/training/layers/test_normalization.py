"""tf.layers.batch_normalization: moments of the batch, moving averages, their updates, names."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

IMAGES = (np.arange(2 * 5 * 6 * 3) % 7).reshape(2, 5, 6, 3).astype(np.float32) / 7
ROWS = np.arange(12, dtype=np.float32).reshape(3, 4) / 10


def started():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def normal(value, epsilon=1e-3):
    axes = tuple(range(value.ndim - 1))
    return (value - value.mean(axes)) / np.sqrt(value.var(axes) + epsilon)


@pytest.mark.parametrize("value", [IMAGES, ROWS])
@pytest.mark.parametrize("fused", [None, False])
def test_training_takes_the_moments_of_the_batch_and_moves_the_averages(value, fused):
    x = tf.placeholder(tf.float32, [None, *value.shape[1:]])
    y = tf.layers.batch_normalization(x, training=True, fused=fused, momentum=0.9)
    assert [variable.op.name for variable in tf.global_variables()] == [
        f"batch_normalization/{name}" for name in ("gamma", "beta", "moving_mean", "moving_variance")
    ]
    assert [variable.op.name for variable in tf.trainable_variables()] == [
        "batch_normalization/gamma",
        "batch_normalization/beta",
    ]
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    assert [update.name for update in updates] == [
        "batch_normalization/AssignMovingAvg",
        "batch_normalization/AssignMovingAvg_1",
    ]
    session = started()
    np.testing.assert_allclose(session.run(y, {x: value}), normal(value), rtol=1e-4, atol=1e-5)
    session.run(updates, {x: value})
    axes, count = tuple(range(value.ndim - 1)), value[..., 0].size
    correction = count / (count - 1) if value.ndim == 4 and fused is None else 1  # the one operation counts as a sample
    mean, variance = session.run(tf.global_variables()[2:])
    np.testing.assert_allclose(mean, 0.1 * value.mean(axes), rtol=1e-4)
    np.testing.assert_allclose(variance, 0.9 + 0.1 * value.var(axes) * correction, rtol=1e-4)


@pytest.mark.parametrize("value", [IMAGES, ROWS])
def test_the_averages_serve_otherwise(value):
    x = tf.placeholder(tf.float32, [None, *value.shape[1:]])
    y = tf.layers.batch_normalization(x)
    assert tf.get_collection(tf.GraphKeys.UPDATE_OPS) == []
    session = started()
    np.testing.assert_allclose(session.run(y, {x: value}), value / np.sqrt(1.001), rtol=1e-5)


@pytest.mark.parametrize("value", [IMAGES, ROWS])
def test_training_may_be_known_only_when_run(value):
    x, training = tf.placeholder(tf.float32, [None, *value.shape[1:]]), tf.placeholder(tf.bool, [])
    y = tf.layers.batch_normalization(x, training=training, momentum=0.9)
    updates, mean = tf.get_collection(tf.GraphKeys.UPDATE_OPS), tf.global_variables()[2]
    session = started()
    for is_training in (False, True):
        feed = {x: value, training: is_training}
        expected = normal(value) if is_training else value / np.sqrt(1.001)
        np.testing.assert_allclose(session.run(y, feed), expected, rtol=1e-4, atol=1e-5)
        session.run(updates, feed)
        moved = 0.1 * value.mean(tuple(range(value.ndim - 1))) if is_training else 0 * session.run(mean)
        np.testing.assert_allclose(session.run(mean), moved, rtol=1e-4)


def test_without_scale_and_center():
    y = tf.layers.batch_normalization(tf.constant(IMAGES), training=True, scale=False, center=False, name="b")
    assert [variable.op.name for variable in tf.global_variables()] == ["b/moving_mean", "b/moving_variance"]
    np.testing.assert_allclose(started().run(y), normal(IMAGES), rtol=1e-4, atol=1e-5)


def test_an_axis_that_is_not_the_last():
    first = IMAGES.transpose(0, 3, 1, 2).copy()
    outputs = [
        tf.layers.batch_normalization(tf.constant(first), axis=1, training=True),
        tf.layers.batch_normalization(tf.constant(first), axis=1, training=True, fused=False),
        tf.layers.batch_normalization(tf.constant(ROWS), axis=[0], training=True),
    ]
    one, other, of_rows = started().run(outputs)
    np.testing.assert_allclose(one.transpose(0, 2, 3, 1), normal(IMAGES), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(other, one, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(of_rows.T, normal(ROWS.T), rtol=1e-4, atol=1e-5)


def test_two_axes_have_moments_of_their_own():
    y = tf.layers.batch_normalization(tf.constant(IMAGES), axis=[1, 3], training=True)
    found = started().run(y)
    assert tf.global_variables()[0].shape.as_list() == [1, 5, 1, 3]
    np.testing.assert_allclose(found.mean((0, 2)), 0, atol=1e-5)


def test_gradients_go_through_the_moments():
    x = tf.constant(ROWS)
    y = tf.layers.batch_normalization(x, training=True)
    gradient = tf.gradients(tf.reduce_sum(y), x)[0]
    np.testing.assert_allclose(started().run(gradient), 0, atol=1e-4)


def test_a_shared_layer_has_updates_of_each_call():
    x = tf.constant(IMAGES)
    layer = tf.layers.BatchNormalization(name="b")
    layer(x, training=True)
    moved = x + 1.0
    layer(moved, training=True)
    assert len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) == len(layer.updates) == 4
    assert layer.get_updates_for(x) == layer.updates  # `moved` is computed from it
    assert layer.get_updates_for(moved) == layer.updates[2:]


def test_what_is_refused():
    with pytest.raises(ValueError, match="Duplicate axis"):
        tf.layers.batch_normalization(tf.constant(ROWS), axis=[1, -1])

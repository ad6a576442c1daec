"""tf.contrib.losses: weights of the first axes are spread over the rest; the mean is over elements of weight not 0."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

SAID = np.array([[4.0, 8.0, 12.0], [8.0, 1.0, 3.0]], np.float32) / 16
IS = np.array([[1.0, 9.0, 2.0], [5.0, 2.0, 6.0]], np.float32) / 16
OF_ROWS = [1.25, 3.5]

LOSSES = {
    # The loss, and the losses of the elements or rows.
    "absolute_difference": (tf.contrib.losses.absolute_difference, np.abs(SAID - IS)),
    "mean_squared_error": (tf.contrib.losses.mean_squared_error, (SAID - IS) ** 2),
    "log_loss": (tf.contrib.losses.log_loss, -IS * np.log(SAID + 1e-7) - (1 - IS) * np.log(1 - SAID + 1e-7)),
    "sigmoid_cross_entropy": (tf.contrib.losses.sigmoid_cross_entropy, np.log1p(np.exp(SAID)) - IS * SAID),
    "cosine_distance": (lambda p, l, **k: tf.contrib.losses.cosine_distance(p, l, 1, **k), 1 - (SAID * IS).sum(1)),
    "softmax_cross_entropy": (
        tf.contrib.losses.softmax_cross_entropy,
        -(np.log(np.exp(SAID) / np.exp(SAID).sum(1, keepdims=True)) * IS).sum(1),
    ),
    "compute_weighted_loss": (lambda p, l, **k: tf.contrib.losses.compute_weighted_loss(p - l, **k), SAID - IS),
}


@pytest.mark.parametrize("zero", [False, True])
@pytest.mark.parametrize("column", [False, True])
@pytest.mark.parametrize("name", LOSSES)
def test_weights_of_rows_serve_for_all_their_elements(session, name, column, zero):
    loss, elements = LOSSES[name]
    weights = np.array([OF_ROWS[0], 0.0 if zero else OF_ROWS[1]], np.float32)
    spread = weights.reshape(2, *[1] * (elements.ndim - 1))
    expected = (elements * spread).sum() / (elements.size / 2 if zero else elements.size)
    found = loss(tf.constant(SAID), tf.constant(IS), weights=weights.reshape(2, 1) if column else weights)
    np.testing.assert_allclose(session.run(found), expected, rtol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_one_weight_serves_for_all(session, name):
    loss, elements = LOSSES[name]
    weight = tf.placeholder(tf.float32, [])
    found = loss(tf.constant(SAID), tf.constant(IS), weights=weight)
    np.testing.assert_allclose(session.run(found, {weight: 2.0}), 2 * elements.mean(), rtol=1e-5)
    old = loss(tf.constant(SAID), tf.constant(IS), weight=2.0)
    np.testing.assert_allclose(session.run(old), 2 * elements.mean(), rtol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_no_weights_are_refused(name):
    with pytest.raises(ValueError, match="None values not supported"):
        LOSSES[name][0](tf.constant(SAID), tf.constant(IS), weights=None)


WEIGHTS = [
    2.0,
    [1.0, 2.0, 3.0],
    [[1.0], [0.0], [2.0]],
    np.full((3, 1, 1), 1.0),
    np.full((1, 2, 4), 2.0),
    np.full((3, 2), 2.0),
    np.full((1, 1, 4), 1.0),
    np.full((3, 1, 4), 1.0),
    np.full((3, 2, 4), 1.0),
    [0.0, 1.0, 0.0],
    [0.0, 0.0, 0.0],
    np.full((3, 2, 1), 1.0),
]
RECORDED = {
    "absolute_difference": [0.5, 0.541667, 0.429688, 0.5, 1.5, 0.5, 1.5, 0.5, 0.25, 0.21875, 0, 0.25],
    "mean_squared_error": [
        0.183594,
        0.214844,
        0.178711,
        0.183594,
        0.550781,
        0.183594,
        0.550781,
        0.183594,
        0.0917969,
        0.0683594,
        0,
        0.0917969,
    ],
    "log_loss": [1.5106, 1.61753, 1.24725, 1.5106, 4.53181, 1.5106, 4.53181, 1.5106, 0.755301, 0.709832, 0, 0.755301],
    "sigmoid_cross_entropy": [
        1.57421,
        1.59909,
        1.19371,
        1.57421,
        4.72262,
        1.57421,
        4.72262,
        1.57421,
        0.787103,
        0.794574,
        0,
        0.787103,
    ],
    "mean_pairwise_squared_error": [
        0.632812,
        0.632812,
        0.046875,
        -31.7812,
        None,
        None,
        None,
        None,
        None,
        0.105469,
        0,
        -9.28125,
    ],
}
"""What TensorFlow 1.15.5 gives with these weights; None: ValueError. Axes of size 1 count once, as strange as it is."""


@pytest.mark.parametrize("position", range(len(WEIGHTS)))
@pytest.mark.parametrize("name", RECORDED)
def test_weights_count_as_in_tensorflow(session, name, position):
    predictions = (np.arange(24).reshape(3, 2, 4) / 32 + 0.125).astype(np.float32)
    labels = ((np.arange(24) * 7 % 24).reshape(3, 2, 4) / 32).astype(np.float32)
    weights, expected = np.array(WEIGHTS[position], np.float32), RECORDED[name][position]
    loss = getattr(tf.contrib.losses, name)
    if expected is None:
        with pytest.raises(ValueError):
            loss(tf.constant(predictions), tf.constant(labels), weights=weights)
    else:
        found = loss(tf.constant(predictions), tf.constant(labels), weights=weights)
        np.testing.assert_allclose(session.run(found), expected, rtol=1e-5)
        assert tf.get_collection(tf.GraphKeys.LOSSES) == [found]


def test_pairs_are_counted_otherwise_than_by_tf_losses(session):
    predictions = tf.constant([[4.0, 8.0, 12.0], [8.0, 1.0, 3.0]])
    labels = tf.constant([[1.0, 9.0, 2.0], [-5.0, -5.0, 7.0]])
    for weights, expected in ((1.0, 138.66667), ([1.0, 2.0], 236.0), ([[1.0], [0.0]], -68.0), (0.0, 0.0)):
        found = tf.contrib.losses.mean_pairwise_squared_error(predictions, labels, weights=weights)
        np.testing.assert_allclose(session.run(found), expected, rtol=1e-6)
    assert session.run(tf.losses.mean_pairwise_squared_error(labels, predictions)) == 208.0

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

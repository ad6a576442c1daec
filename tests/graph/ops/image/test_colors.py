"""Hue and saturation: what they refuse, what they keep, how they are drawn."""

from __future__ import annotations

import re

import numpy as np
import pytest

import headrace as tf

COLORS = np.random.default_rng(2).uniform(size=(4, 5, 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def _graph():
    with tf.Graph().as_default():
        yield


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tf.image.random_hue(COLORS, 0.6), "max_delta must be <= 0.5."),
        (lambda: tf.image.random_hue(COLORS, -0.1), "max_delta must be non-negative."),
        (lambda: tf.image.random_saturation(COLORS, 0.3, 0.2), "upper must be > lower."),
        (lambda: tf.image.random_saturation(COLORS, -0.3, 0.2), "lower must be non-negative."),
        (lambda: tf.image.adjust_hue(tf.zeros([4, 3]), 0.1), "Shape must be at least rank 3 but is rank 2"),
    ],
)
def test_refused_when_the_graph_is_built(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tf.image.adjust_hue(tf.zeros([4, 4, 4]), 0.1), "input must have 3 channels but instead has 4 channels."),
        (lambda: tf.image.adjust_hue(COLORS, [0.1]), "delta must be scalar: [1]"),
        (lambda: tf.image.adjust_saturation(COLORS, [0.1]), "scale must be scalar: [1]"),
        (
            lambda: tf.image.adjust_hue(tf.placeholder_with_default(tf.zeros([4, 3]), None), 0.1),
            "input must be at least 3-D, got shape[4,3]",
        ),
    ],
)
def test_refused_when_run(call, message):
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match=re.escape(message)):
        session.run(call())


def test_a_whole_turn_and_a_factor_of_one_change_nothing():
    with tf.Session() as session:
        found = session.run([tf.image.adjust_hue(COLORS, 1.0), tf.image.adjust_saturation(COLORS, 1.0)])
    for colors in found:
        np.testing.assert_allclose(colors, COLORS, atol=1e-6)


def test_each_record_of_a_queue_is_turned_by_its_own_draw():
    producer = tf.train.input_producer(np.repeat(COLORS[None], 8, 0), shuffle=False, num_epochs=1)
    batch = tf.train.batch([tf.image.random_hue(producer.dequeue(), 0.5, seed=1)], 8)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(coord=coordinator)
        found = session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads)
    assert len({image.tobytes() for image in found}) == 8
    np.testing.assert_allclose(found.max(axis=-1), np.broadcast_to(COLORS.max(axis=-1), (8, 4, 5)), atol=1e-6)

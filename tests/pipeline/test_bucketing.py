"""Buckets: queues of their own under a shared name, and boundaries that are integers."""

from __future__ import annotations

import pytest
from support.threads import no_threads_left

import headrace as tf


def test_buckets_with_a_shared_name_keep_their_elements_apart():
    with tf.Graph().as_default(), no_threads_left():
        number = tf.train.range_input_producer(12, num_epochs=1, shuffle=False).dequeue()
        which, numbers = tf.contrib.training.bucket([number], number % 2, 3, 2, shared_name="shared")
        seen = sorted((int(k), values.tolist()) for k, values in tf.train.iterate([which, numbers]))
    assert seen == [(0, [0, 2, 4]), (0, [6, 8, 10]), (1, [1, 3, 5]), (1, [7, 9, 11])]


@pytest.mark.parametrize("boundaries", [[2.5], ["a"], [1, 2.0]])
def test_boundaries_must_be_integers(boundaries):
    with tf.Graph().as_default(), pytest.raises(TypeError, match="bucket boundaries must be integers"):
        tf.contrib.training.bucket_by_sequence_length(3, [tf.constant(1)], 2, boundaries)

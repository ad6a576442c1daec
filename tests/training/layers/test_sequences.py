"""Layers of sequences: what was recorded from TensorFlow 1.15, and what it computes on GPUs alone."""

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "sequences")


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


def test_channels_first_and_causal_are_the_same_with_other_axes_and_zeros_before():
    x = np.arange(42, dtype=np.float32).reshape(2, 7, 3)
    options = {"depthwise_initializer": tf.ones_initializer(), "pointwise_initializer": tf.ones_initializer()}
    last = tf.layers.separable_conv1d(tf.constant(x), 4, 3, **options)
    first = tf.layers.separable_conv1d(tf.constant(x.transpose(0, 2, 1)), 4, 3, data_format="channels_first", **options)
    causal = tf.layers.SeparableConv1D(4, 3, padding="causal", **options)(tf.constant(x))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        last, first, causal = session.run([last, first, causal])
    assert first.transpose(0, 2, 1).tolist() == last.tolist() == causal[:, 2:].tolist()
    assert causal[:, 0].tolist() == [[total] * 4 for total in x[:, 0].sum(1)]

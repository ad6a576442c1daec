"""Batch normalization in all its forms beside TensorFlow 1.15.5, and with channels first, which that has not on CPUs."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases_of_batches")


@pytest.mark.parametrize("name", RECORDED.names)
def test_batch_normalization_is_tensorflows(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("options", [{}, {"updates_collections": None}, {"is_training": False}, {"fused": False}])
def test_channels_first_are_channels_last_transposed(session, options):
    x = np.random.RandomState(4).normal(size=(2, 3, 2, 4)).astype(np.float32)
    last = tf.contrib.layers.batch_norm(tf.constant(x), **options)
    first = tf.contrib.layers.batch_norm(tf.constant(x.transpose(0, 3, 1, 2)), data_format="NCHW", **options)
    session.run(tf.global_variables_initializer())
    found, _ = session.run([[last, first], tf.get_collection(tf.GraphKeys.UPDATE_OPS)])
    np.testing.assert_allclose(found[1].transpose(0, 2, 3, 1), found[0], rtol=1e-5, atol=1e-6)
    state = [session.run(variable) for variable in tf.global_variables()]
    for one, other in zip(state[:3], state[3:], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)

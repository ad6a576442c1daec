"""Programs with tf.contrib.nn give what TensorFlow 1.15 gave; dropout for selu keeps mean and deviation."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "functions")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_of_contrib_nn(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_alpha_dropout_keeps_mean_and_deviation(keep):
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.constant(np.random.RandomState(1).standard_normal(40000).astype(np.float32))
        drawn, whole = session.run([tf.contrib.nn.alpha_dropout(x, keep, seed=2), x])
    assert drawn.mean() == pytest.approx(whole.mean(), abs=0.03)
    assert drawn.std() == pytest.approx(whole.std(), abs=0.03)
    assert np.bincount((np.diff(np.sort(drawn)) == 0).astype(int))[1] == pytest.approx((1 - keep) * 40000, rel=0.05)

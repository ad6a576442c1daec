"""Programs that draw without a state draw TensorFlow's numbers; gamma numbers, and how they move with their concentrations."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf
from headrace.graph.ops.random.gamma import RANDOM_GAMMA

RECORDED = Recorded(__file__, "drawing")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_that_draw(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("dtype", [tf.float16, tf.float32, tf.float64])
def test_gamma_numbers_have_their_means_and_deviations(dtype):
    with tf.Graph().as_default(), tf.Session() as session:
        drawn = session.run(tf.random_gamma([8000], [0.5, 9.0], 2.0, dtype, seed=5))
    assert drawn.dtype == dtype.as_numpy_dtype
    assert drawn.min() > 0
    assert drawn.astype(np.float64).mean(axis=0) == pytest.approx([0.25, 4.5], rel=0.05)
    assert drawn.astype(np.float64).var(axis=0) == pytest.approx([0.125, 2.25], rel=0.15)


def test_quantiles_of_gamma_numbers_stay_where_concentrations_move():
    alpha = tf.constant([0.3, 2.0, 40.0], tf.float64)
    drawn = tf.random_gamma([5], alpha, dtype=tf.float64, seed=5)
    moved = tf.gradients(drawn, alpha)[0]
    with tf.Session() as session:
        x, slope = session.run([drawn, moved])
        step = 1e-6

        def quantiles(shift):
            return session.run(tf.igamma(np.broadcast_to([0.3, 2.0, 40.0], x.shape) + shift, x))

        by_alpha = (quantiles(step) - quantiles(-step)) / (2 * step)
        a = np.array([0.3, 2.0, 40.0])
        density = np.exp((a - 1) * np.log(x) - x - session.run(tf.lgamma(a)))
    np.testing.assert_allclose(slope, (-by_alpha / density).sum(axis=0), rtol=1e-6)


def test_no_gamma_numbers_of_concentrations_below_0():
    with tf.Graph().as_default(), tf.Session() as session:
        drawn = session.run(tf.random_gamma([3], [-1.0, 0.0, np.nan], seed=1))
    assert np.isnan(drawn[:, [0, 2]]).all()
    assert (drawn[:, 1] == np.finfo(np.float32).tiny).all()


@pytest.mark.parametrize("alphas", [[3.0, 100.0], 20.0], ids=str)
def test_records_of_a_block_draw_what_they_draw_one_after_the_other(alphas):
    def drawn(at_once):
        with tf.Graph().as_default(), tf.Session() as session:
            op = RANDOM_GAMMA(np.zeros(0, np.int32), tf.constant(alphas), seed=3, seed2=4).op
            kernel = op.definition.flat_kernel_of(op, session)
            shape, alpha = np.zeros(0, np.int32), np.array(alphas, np.float32)
            if not at_once:
                return np.array([kernel(shape, alpha) for _ in range(6)])
            return RANDOM_GAMMA.batch.function(op, [False, False], kernel)(6, shape, alpha)

    assert drawn(True).tolist() == drawn(False).tolist()


def test_classes_are_drawn_by_their_chances():
    with tf.Graph().as_default(), tf.Session() as session:
        drawn = session.run(tf.random.categorical(np.log([[0.2, 0.0, 0.8]]), 4000, dtype=tf.int32, seed=1))
    assert drawn.dtype == np.int32
    assert (np.bincount(drawn[0], minlength=3) / 4000).tolist() == pytest.approx([0.2, 0, 0.8], abs=0.03)

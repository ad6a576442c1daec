"""tf.random_poisson: means, what is no mean, blocks."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.random.poisson import RANDOM_POISSON


@pytest.mark.parametrize("dtype", [tf.float16, tf.float32, tf.float64, tf.int32, tf.int64])
def test_means_and_deviations(dtype):
    with tf.Graph().as_default(), tf.Session() as session:
        drawn = session.run(tf.random_poisson([2.0, 50.0], [4000], dtype, seed=5))
    assert drawn.dtype == dtype.as_numpy_dtype
    assert drawn.mean(axis=0, dtype=np.float64) == pytest.approx([2, 50], rel=0.05)
    assert drawn.astype(np.float64).var(axis=0) == pytest.approx([2, 50], rel=0.15)
    assert (drawn == np.rint(drawn)).all()


@pytest.mark.parametrize("mean", [float("inf"), float("nan")])
def test_a_mean_that_is_no_number_is_refused(mean):
    with tf.Graph().as_default(), tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="finite"):
        session.run(tf.random_poisson([mean], []))


@pytest.mark.parametrize("rates", [[3.0, 100.0], 20.0], ids=str)
def test_records_of_a_block_draw_what_they_draw_one_after_the_other(rates):
    def drawn(at_once):
        with tf.Graph().as_default(), tf.Session() as session:
            op = tf.random_poisson(tf.constant(rates), (), seed=3).op
            kernel = op.definition.flat_kernel_of(op, session)
            shape, rate = np.zeros(0, np.int32), np.array(rates, np.float32)
            if not at_once:
                return np.array([kernel(shape, rate) for _ in range(6)])
            run = RANDOM_POISSON.batch.function(op, [False, False], kernel)
            return run(6, shape, rate)

    assert drawn(True).tolist() == drawn(False).tolist()

"""Initializers: what they draw, and that they say what they are."""

from __future__ import annotations

import math

import numpy as np
import pytest

import headrace as tf
from headrace.graph.variables.initializers import scaled
from headrace.training import regularizers

SIZES = [100, 50]  # 5,000 draws: their deviation is within 5 % of the distribution's


def drawn(session, initializer, shape=SIZES, **more):
    tensor = initializer(shape, **more)
    return session.run(tensor)


@pytest.mark.parametrize(
    ("initializer", "deviation", "limit"),
    [
        (tf.random_uniform_initializer(-2.0, 2.0, seed=1), 4 / math.sqrt(12), 2.0),
        (tf.random_normal_initializer(stddev=3.0, seed=1), 3.0, None),
        (tf.truncated_normal_initializer(stddev=3.0, seed=1), 3.0 * 0.8796, 6.0),
        (tf.uniform_unit_scaling_initializer(seed=1), 1 / math.sqrt(100), math.sqrt(3 / 100)),
        (tf.variance_scaling_initializer(seed=1), 1 / math.sqrt(100), None),
        (tf.variance_scaling_initializer(3.0, "fan_out", "untruncated_normal", seed=1), math.sqrt(3 / 50), None),
        (tf.glorot_uniform_initializer(seed=1), math.sqrt(2 / 150), math.sqrt(6 / 150)),
        (tf.glorot_normal_initializer(seed=1), math.sqrt(2 / 150), 2 * math.sqrt(2 / 150) / 0.8796),
        (tf.initializers.he_normal(seed=1), math.sqrt(2 / 100), None),
        (tf.initializers.he_uniform(seed=1), math.sqrt(2 / 100), math.sqrt(6 / 100)),
        (tf.initializers.lecun_normal(seed=1), math.sqrt(1 / 100), None),
        (tf.initializers.lecun_uniform(seed=1), math.sqrt(1 / 100), math.sqrt(3 / 100)),
        (scaled.xavier_initializer(seed=1), math.sqrt(2 / 150), math.sqrt(6 / 150)),
        (scaled.xavier_initializer(uniform=False, seed=1), math.sqrt(1.3 * 2 / 150) * 0.8796, None),
        (scaled.variance_scaling_initializer(seed=1), math.sqrt(1.3 * 2 / 100) * 0.8796, None),
        (
            scaled.variance_scaling_initializer(1.0, "FAN_OUT", uniform=True, seed=1),
            1 / math.sqrt(50),
            math.sqrt(3 / 50),
        ),
    ],
)
def test_draws_have_the_deviation_and_the_limit_of_their_distribution(session, initializer, deviation, limit):
    values = drawn(session, initializer, dtype=tf.float64)
    assert values.dtype == np.float64
    assert values.std() == pytest.approx(deviation, rel=0.05)
    assert abs(values.mean()) < 0.1 * deviation
    if limit is not None:
        assert 0.95 * limit < np.abs(values).max() <= limit


def test_windows_of_convolutions_count_in_the_fans(session):
    values = drawn(session, tf.glorot_uniform_initializer(), [3, 3, 20, 30])
    limit = math.sqrt(6 / (9 * 20 + 9 * 30))
    assert 0.95 * limit < np.abs(values).max() <= limit


@pytest.mark.parametrize("shape", [[4], []])
def test_vectors_and_scalars_have_fans_too(session, shape):
    for initializer in (tf.glorot_uniform_initializer(), scaled.xavier_initializer()):
        assert np.abs(drawn(session, initializer, shape)).max() <= math.sqrt(3)


@pytest.mark.parametrize("shape", [[6, 4], [4, 6], [2, 3, 4]])
def test_an_orthogonal_matrix_is_orthogonal(session, shape):
    matrix = drawn(session, tf.orthogonal_initializer(gain=2.0), shape).reshape(-1, shape[-1]).astype(np.float64)
    square = matrix.T @ matrix if matrix.shape[0] >= matrix.shape[1] else matrix @ matrix.T
    np.testing.assert_allclose(square, 4 * np.eye(min(matrix.shape)), atol=1e-5)


def test_a_seed_draws_the_same_numbers_in_each_session(graph):
    tensor = tf.glorot_uniform_initializer(seed=3)([4])
    with tf.Session(graph=graph) as one, tf.Session(graph=graph) as other:
        np.testing.assert_array_equal(one.run(tensor), other.run(tensor))


def test_constants_fill_the_variable_row_by_row(session):
    assert drawn(session, tf.constant_initializer([1.0, 2.0, 3.0]), [2, 2]).tolist() == [[1.0, 2.0], [3.0, 3.0]]
    assert drawn(session, tf.constant_initializer(7), [2], dtype=tf.int32).tolist() == [7, 7]
    assert drawn(session, tf.constant_initializer(b"x"), [2], dtype=tf.string).tolist() == [b"x", b"x"]
    strict = tf.constant_initializer([1.0, 2.0], verify_shape=True)
    with pytest.raises(TypeError, match="Expected Tensor's shape"):
        strict([3])
    with pytest.raises(TypeError, match="Expected Tensor's shape"):
        strict.from_config(strict.get_config())([3])


def test_identity_is_wide_or_high_too(session):
    np.testing.assert_array_equal(drawn(session, tf.initializers.identity(2.0), [2, 3]), 2 * np.eye(2, 3))
    np.testing.assert_array_equal(drawn(session, tf.initializers.identity(), [3, 2]), np.eye(3, 2))


def test_all_names_of_an_initializer_mean_the_same():
    assert tf.initializers.constant is tf.constant_initializer
    assert tf.initializers.orthogonal is tf.orthogonal_initializer
    assert tf.initializers.global_variables is tf.global_variables_initializer


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: scaled.xavier_initializer(dtype=tf.int32), "Cannot create initializer for non-floating point"),
        (lambda: scaled.xavier_initializer()([2], tf.int32), "Cannot create initializer for non-floating point"),
        (lambda: scaled.variance_scaling_initializer(mode="fan_in"), "Unknown mode %s [FAN_IN, FAN_OUT, FAN_AVG]"),
    ],
)
def test_the_initializers_of_contrib_refuse_what_tensorflow_refuses(call, says):
    with pytest.raises(TypeError) as caught:
        call()
    assert says in str(caught.value)


def test_losses_of_regularizers(session):
    weights = tf.constant([[1.0, -2.0], [3.0, 0.0]])
    one, two = regularizers.l1_regularizer(0.5), regularizers.l2_regularizer(0.1)
    made = [one(weights), two(weights), regularizers.l1_l2_regularizer(0.5, 0.1)(weights)]
    made += [regularizers.sum_regularizer([one, two])(weights), regularizers.apply_regularization(one, [weights, weights])]
    np.testing.assert_allclose(session.run(made), [3.0, 0.7, 3.7, 3.7, 6.0], rtol=1e-6)


def test_weights_of_the_collection_are_regularized(session):
    tf.add_to_collection(tf.GraphKeys.WEIGHTS, tf.constant([3.0]))
    assert session.run(regularizers.apply_regularization(regularizers.l2_regularizer(2.0))) == 9.0
    assert len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)) == 1

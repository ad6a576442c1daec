"""Distributions, held against TensorFlow 1.15 (`cases.py`, recorded in `cases.json`), and what samples follow."""

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases", "shares_and_counts")
d = tf.distributions


@pytest.mark.parametrize("name", RECORDED.names)
def test_program_gives_what_it_gave_in_tensorflow(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize(
    "make",
    [
        lambda: d.Normal([1.0, -2.0], [0.5, 3.0]),
        lambda: d.Laplace([1.0, -2.0], [0.5, 3.0]),
        lambda: d.Uniform([1.0, -2.0], [2.5, 3.0]),
        lambda: d.Bernoulli(probs=[0.2, 0.9]),
        lambda: d.Gamma([0.5, 3.0], [2.0, 4.0]),
        lambda: d.Exponential([2.0, 0.5]),
        lambda: d.StudentT([8.0, 12.0], [1.0, -2.0], [0.5, 1.0]),
        lambda: d.Beta([0.5, 3.0], [2.0, 4.0]),
        lambda: d.Dirichlet([0.5, 3.0]),
        lambda: d.Multinomial(7.0, probs=[0.2, 0.8]),
        lambda: d.DirichletMultinomial(7.0, [2.0, 5.0]),
    ],
)
def test_samples_have_the_mean_and_the_deviation(make):
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(3)
        one = make()
        drawn, mean, deviation = session.run([one.sample(20000, seed=1), one.mean(), one.stddev()])
    assert drawn.shape == (20000, 2)
    np.testing.assert_allclose(drawn.mean(axis=0), mean, atol=0.1)
    np.testing.assert_allclose(drawn.std(axis=0), deviation, atol=0.1)


def test_as_many_are_drawn_in_each_row_as_it_says():
    with tf.Graph().as_default(), tf.Session() as session:
        counts = d.Multinomial([3.0, 0.0, 9.0], logits=[0.0, 1.0]).sample([2, 5], seed=1)
        compound = d.DirichletMultinomial(6.0, [[1.0, 2.0], [0.1, 0.1]]).sample(50, seed=1)
        drawn, other = session.run([counts, compound])
    assert drawn.shape == (2, 5, 3, 2)
    assert (drawn.sum(axis=-1) == [3, 0, 9]).all()
    assert other.shape == (50, 2, 2)
    assert (other.sum(axis=-1) == 6).all()


def test_counts_and_moments_are_refused_where_that_is_asked_for():
    with tf.Graph().as_default(), tf.Session() as session:
        with pytest.raises(tf.errors.InvalidArgumentError, match="counts must sum to"):
            session.run(d.Multinomial(2.0, probs=[0.5, 0.5], validate_args=True).prob([1.0, 0.0]))
        with pytest.raises(tf.errors.InvalidArgumentError, match="must be non-negative"):
            session.run(d.Multinomial(-2.0, probs=[0.5, 0.5], validate_args=True).mean())
        with pytest.raises(tf.errors.InvalidArgumentError, match="fractional"):
            session.run(d.DirichletMultinomial(1.5, [0.5, 0.5], validate_args=True).mean())
        with pytest.raises(tf.errors.InvalidArgumentError, match="sum to `1`"):
            session.run(d.Dirichlet([0.5, 0.5], validate_args=True).prob([0.5, 0.25]))
        with pytest.raises(tf.errors.InvalidArgumentError, match="df <= 1"):
            session.run(d.StudentT(1.0, 2.0, 1.0, allow_nan_stats=False).mean())


def test_rows_with_a_mode_have_it_beside_rows_without():
    with tf.Graph().as_default(), tf.Session() as session:
        mode = session.run(d.Dirichlet([[2.0, 3.0, 5.0], [0.5, 3.0, 5.0]]).mode())
    np.testing.assert_allclose(mode, [[1 / 7, 2 / 7, 4 / 7], [np.nan] * 3], rtol=1e-6)


def test_classes_are_drawn_by_their_probabilities():
    with tf.Graph().as_default(), tf.Session() as session:
        one = d.Categorical(probs=[[0.2, 0.5, 0.3], [0.0, 0.0, 1.0]])
        drawn = session.run(one.sample(20000, seed=1))
    found = np.bincount(drawn[:, 0], minlength=3) / 20000
    np.testing.assert_allclose(found, [0.2, 0.5, 0.3], atol=0.02)
    assert (drawn[:, 1] == 2).all()


def test_the_same_seed_draws_the_same():
    with tf.Graph().as_default(), tf.Session() as session:
        one = d.Normal(0.0, 1.0)
        first, second = session.run([one.sample(5, seed=7), one.sample(5, seed=7)])
    assert first.tolist() == second.tolist()


def test_gradients_go_through_samples_to_the_parameters():
    with tf.Graph().as_default(), tf.Session() as session:
        loc, scale = tf.constant(1.0), tf.constant(2.0)
        sample = d.Normal(loc, scale).sample(3, seed=1)
        drawn, to_loc, to_scale = session.run([sample, *tf.gradients(sample, [loc, scale])])
    assert to_loc == 3
    np.testing.assert_allclose(to_scale, ((drawn - 1) / 2).sum(), rtol=1e-5)


def test_values_are_checked_where_that_is_asked_for():
    with tf.Graph().as_default(), tf.Session() as session:
        coin = d.Bernoulli(probs=0.5, validate_args=True)
        for value in ([2], [-1]):
            with pytest.raises(tf.errors.InvalidArgumentError, match="Elements"):
                session.run(coin.prob(value))
        with pytest.raises(tf.errors.InvalidArgumentError, match="int32-equivalent"):
            session.run(d.Categorical(probs=[0.5, 0.5], validate_args=True).prob([0.5]))
        with pytest.raises(tf.errors.InvalidArgumentError, match="probs does not sum to 1"):
            session.run(d.Categorical(probs=[0.5, 0.7], validate_args=True).probs)
        with pytest.raises(tf.errors.InvalidArgumentError, match="probs has components greater than 1"):
            session.run(d.Bernoulli(probs=1.5, validate_args=True).probs)


def test_a_class_of_a_program_has_what_follows_and_its_own_divergence():
    class Fixed(d.Distribution):
        def __init__(self, at):
            super().__init__(tf.float32, d.NOT_REPARAMETERIZED, False, False, {"at": at}, name="Fixed")
            self.at = tf.convert_to_tensor(at)

        def _batch_shape(self):
            return self.at.shape

        def _event_shape(self):
            return ()

        def _cdf(self, value):
            return tf.cast(value >= self.at, tf.float32)

        def _variance(self):
            return tf.zeros_like(self.at)

    @d.RegisterKL(Fixed, d.Distribution)
    def _divergence(a, b, name=None):
        return a.at * np.float32(np.nan)

    with pytest.raises(ValueError, match=r"KL\(Fixed \|\| Distribution\) has already been registered to"):
        d.RegisterKL(Fixed, d.Distribution)(_divergence)
    with tf.Graph().as_default(), tf.Session() as session:
        one = Fixed(2.0)
        assert session.run([one.survival_function(3.0), one.log_cdf(3.0), one.stddev()]) == [0, 0, 0]
        with pytest.raises(NotImplementedError, match="prob is not implemented: Fixed"):
            one.prob(1.0)
        assert np.isnan(session.run(d.kl_divergence(one, d.Normal(0.0, 1.0))))
        with pytest.raises(tf.errors.InvalidArgumentError, match="returned NaN values"):
            session.run(one.kl_divergence(d.Normal(0.0, 1.0)))
        with pytest.raises(NotImplementedError, match="No KL"):
            d.kl_divergence(d.Normal(0.0, 1.0), one)


def test_the_distributions_of_contrib_are_the_same():
    for name in ("Normal", "Laplace", "Uniform", "Bernoulli", "Categorical", "kl_divergence", "RegisterKL", "Distribution"):
        assert getattr(tf.contrib.distributions, name) is getattr(d, name)

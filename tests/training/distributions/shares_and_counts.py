"""Programs of the distributions that take gamma functions, run by TensorFlow 1.15 and here. See support/compared."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, graphs

POSITIVE = [1e-6, 0.3, 1.0, 2.0, 3.7, 9.0, 40.0]
POINTS = [-30.0, -2.5, -0.3, 0.0, 0.4, 1.0, 3.7, 40.0]
SHARES = [1e-6, 0.01, 0.2, 0.5, 0.9, 0.999]


def plain(tf, tensors):
    return {key: tf.identity(tensor, name=key) for key, tensor in tensors.items()}


def densities(make, points, names="log_prob prob log_cdf cdf log_survival_function survival_function"):
    def program(tf, use):
        one = make(tf.distributions)
        return plain(tf, {name: getattr(one, name)(points) for name in names.split()})

    return program


def moments(make, names="mean stddev variance mode entropy"):
    def program(tf, use):
        one = make(tf.distributions)
        found = {name: getattr(one, name)() for name in names.split()}
        found["batch"] = one.batch_shape_tensor()
        found["event"] = one.event_shape_tensor()
        return plain(tf, found)

    return program


def told(make):
    def program(tf, use):
        one = make(tf.distributions)
        said = [str(one), repr(one), one.name, one.dtype.name, repr(one.reparameterization_type)]
        said += [sorted(one.parameters), one.validate_args, one.allow_nan_stats]
        said += [one.batch_shape.as_list(), one.event_shape.as_list()]
        return repr(said)

    return program


def drawn(make):
    """Shapes, types and names of samples."""

    def program(tf, use):
        one = make(tf.distributions)
        found = [one.sample(), one.sample(4, seed=1), one.sample([2, 3], seed=2, name="mine")]
        return [[tensor.name, tensor.dtype.name, tensor.shape.as_list()] for tensor in found]

    return program


def divergence(first, second):
    def program(tf, use):
        a, b = first(tf.distributions), second(tf.distributions)
        found = {"kl": tf.distributions.kl_divergence(a, b), "method": a.kl_divergence(b), "cross": a.cross_entropy(b)}
        return plain(tf, found)

    return program


def slopes(make, points):
    """Gradients of log-probabilities by the values and by the parameters."""

    def program(tf, use):
        x = tf.constant(points)
        given = [tf.constant(value) for value in make[1]]
        y = make[0](tf.distributions, *given).log_prob(x)
        return plain(tf, {f"by_{k}": slope for k, slope in enumerate(tf.gradients(y, [x, *given]))})

    return program


def failing(make, name, *args):
    def program(tf, use):
        return plain(tf, {"x": getattr(make(tf.distributions), name)(*args)})

    return program


def gamma(d):
    return d.Gamma(concentration=[[0.5], [3.0]], rate=[0.5, 1.0, 2.0])


def wide_gamma(d):
    return d.Gamma(np.float64(4.0), np.float64(0.25), name="wide")


def exponential(d):
    return d.Exponential(rate=[0.5, 2.0])


def student(d):
    return d.StudentT(df=[[0.5], [1.5], [4.0]], loc=[0.0, 1.0], scale=[1.0, 2.5])


def beta(d):
    return d.Beta([[0.5], [3.0]], [2.0, 0.75, 4.0])


def dirichlet(d):
    return d.Dirichlet([[1.5, 2.0, 3.0], [1.25, 4.0, 2.5]])


def multinomial(d):
    return d.Multinomial(total_count=[3.0, 5.0], logits=[[1.0, 2.0, -1.0], [0.0, 0.0, 3.0]])


def dice(d):
    return d.Multinomial(total_count=4.0, probs=[0.25, 0.5, 0.25], name="dice")


def compound(d):
    return d.DirichletMultinomial(total_count=4.0, concentration=[[1.0, 2.0, 0.5], [0.25, 3.0, 8.0]])


COUNTS = [[1.0, 2.0, 0.0], [0.0, 0.0, 5.0]]

PROGRAMS = Programs(
    graphs,
    {
        "gamma": densities(lambda d: d.Gamma(2.5, 0.5), POSITIVE),
        "gamma_of_doubles": densities(wide_gamma, np.array(POSITIVE)),
        "gamma_broadcast": densities(gamma, [1.0, 0.5, 3.0]),
        "gamma_moments": moments(gamma),
        "exponential": densities(lambda d: d.Exponential(0.5), POSITIVE),
        "exponential_broadcast": densities(exponential, [[1.0], [0.5]]),
        "exponential_moments": moments(exponential),
        "student": densities(lambda d: d.StudentT(3.0, 0.5, 2.0), POINTS),
        "student_broadcast": densities(student, [[1.0, 0.5]], "log_prob prob"),
        "student_moments": moments(student),
        "beta": densities(lambda d: d.Beta(2.5, 0.5), SHARES),
        "beta_broadcast": densities(beta, [0.25, 0.5, 0.75], "log_prob prob"),
        "beta_moments": moments(beta),
        "dirichlet": densities(dirichlet, [[0.2, 0.5, 0.3]], "log_prob prob"),
        "dirichlet_moments": moments(dirichlet, "mean stddev variance entropy covariance"),
        "dirichlet_mode": moments(lambda d: d.Dirichlet([1.5, 2.0, 3.0]), "mode"),
        "dirichlet_no_mode": moments(lambda d: d.Dirichlet([1.5, 0.5, 3.0]), "mode"),
        "multinomial": densities(multinomial, COUNTS, "log_prob prob"),
        "multinomial_broadcast": densities(dice, [[[1.0, 2.0, 1.0]], [[0.0, 0.0, 4.0]]], "log_prob prob"),
        "multinomial_moments": moments(multinomial, "mean stddev variance covariance"),
        "dice_moments": moments(dice, "mean stddev variance covariance"),
        "compound": densities(compound, [[1.0, 2.0, 1.0]], "log_prob prob"),
        "compound_moments": moments(compound, "mean stddev variance covariance"),
        "slopes_of_gamma": slopes((lambda d, a, b: d.Gamma(a, b), [[0.5, 3.0], [2.0, 0.25]]), [0.5, 4.0]),
        "slopes_of_student": slopes((lambda d, *given: d.StudentT(*given), [3.0, 0.5, 2.0]), [-0.5, 4.0]),
        "slopes_of_beta": slopes((lambda d, a, b: d.Beta(a, b), [[0.5, 3.0], [2.0, 0.25]]), [0.5, 0.75]),
        "slopes_of_dirichlet": slopes((lambda d, a: d.Dirichlet(a), [[0.5, 3.0, 2.0]]), [0.5, 0.25, 0.25]),
        "told_gamma": told(gamma),
        "told_wide": told(wide_gamma),
        "told_exponential": told(exponential),
        "told_student": told(student),
        "told_beta": told(beta),
        "told_dirichlet": told(dirichlet),
        "told_multinomial": told(multinomial),
        "told_dice": told(dice),
        "told_compound": told(compound),
        **{"drawn_" + make.__name__: drawn(make) for make in (gamma, exponential, student, beta, dirichlet, multinomial, dice)},
        "drawn_compound": drawn(lambda d: d.DirichletMultinomial(4.0, [1.0, 2.0, 0.5])),
        "kl_gamma": divergence(gamma, lambda d: d.Gamma(2.0, 1.5)),
        "kl_exponential": divergence(exponential, lambda d: d.Exponential(1.5)),
        "kl_beta": divergence(beta, lambda d: d.Beta(2.0, 1.5)),
        "kl_dirichlet": divergence(dirichlet, lambda d: d.Dirichlet([2.0, 1.5, 1.0])),
        "param_shapes": lambda tf, use: repr(
            [
                sorted((key, shape.as_list()) for key, shape in kind.param_static_shapes([2, 3]).items())
                for kind in (tf.distributions.Gamma, tf.distributions.Exponential, tf.distributions.StudentT)
                + (tf.distributions.Beta,)
            ]
        ),
        "copied": lambda tf, use: repr([gamma(tf.distributions).copy(rate=3.0), exponential(tf.distributions).copy(rate=3.0)]),
        "types": failing(lambda d: d.Gamma(np.float64(1.0), np.float32(2.0)), "mean"),
        "integers": failing(lambda d: d.Beta(1, 2), "mean"),
        "both": failing(lambda d: d.Multinomial(2.0, [0.5, 0.5], [0.5, 0.5]), "mean"),
        "integer_counts": failing(lambda d: d.Multinomial(2, probs=[0.5, 0.5]), "mean"),
        "one_class": failing(lambda d: d.DirichletMultinomial(2.0, [0.5], validate_args=True), "mean"),
        "no_median": failing(lambda d: d.Gamma(1.0, 2.0), "quantile", [0.5]),
        "bad_gamma": failing(lambda d: d.Gamma(-1.0, 2.0, validate_args=True), "mean"),
        "bad_value": failing(lambda d: d.Gamma(1.0, 2.0, validate_args=True), "prob", [0.0]),
        "bad_share": failing(lambda d: d.Beta(1.0, 2.0, validate_args=True), "prob", [1.0]),
        "no_mode": failing(lambda d: d.Beta(1.0, 2.0, allow_nan_stats=False), "mode"),
    },
)

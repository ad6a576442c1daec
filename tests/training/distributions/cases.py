"""Programs of tf.distributions, run by TensorFlow 1.15 (`cases.json`) and here. See support/compared."""

import numpy as np
from support.compared import Programs, graphs

POINTS = [-30.0, -11.0, -2.5, -0.3, 0.0, 0.4, 1.0, 2.0, 3.7, 9.0, 40.0]
SHARES = [0.0, 1e-6, 0.01, 0.2, 0.5, 0.9, 0.999, 1.0]


def values(tensors):
    """Tensors without their names."""
    return {key: [tensor.dtype.name, tensor.shape.as_list(), tensor] for key, tensor in tensors.items()}


def plain(tf, tensors):
    return {key: tf.identity(tensor, name=key) for key, tensor in tensors.items()}


def densities(make, points, names="log_prob prob log_cdf cdf log_survival_function survival_function"):
    def program(tf, use):
        one = make(tf.distributions)
        return plain(tf, {name: getattr(one, name)(points) for name in names.split()})

    return program


def moments(make, names):
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


def missing(make, name, *args):
    def program(tf, use):
        try:
            return repr(getattr(make(tf.distributions), name)(*args))
        except NotImplementedError as error:
            return str(error)

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


def normal(d):
    return d.Normal(loc=[[0.0], [1.5]], scale=[0.5, 1.0, 2.0])


def wide(d):
    return d.Normal(np.float64(1.0), np.float64(3.0), name="wide")


def laplace(d):
    return d.Laplace(loc=[0.0, -1.0], scale=[[1.0], [2.5]])


def uniform(d):
    return d.Uniform(low=[0.0, -1.0], high=2.0)


def bernoulli(d):
    return d.Bernoulli(logits=[-2.0, 0.0, 3.5])


def coin(d):
    return d.Bernoulli(probs=[0.25, 0.5], dtype=np.float32)


def categorical(d):
    return d.Categorical(logits=[[1.0, 2.0, -1.0], [0.0, 0.0, 3.0]])


def classes(d):
    return d.Categorical(probs=[0.2, 0.5, 0.3], name="classes")


def bad(make):
    def program(tf, use):
        make(tf, tf.distributions)

    return program


MOMENTS = "mean stddev variance mode entropy"

PROGRAMS = Programs(
    graphs,
    {
        "normal": densities(lambda d: d.Normal(0.5, 2.0), POINTS),
        "normal_of_doubles": densities(wide, np.array(POINTS)),
        "normal_broadcast": densities(normal, [1.0, 0.0, -1.0]),
        "normal_moments": moments(normal, MOMENTS),
        "normal_quantile": densities(lambda d: d.Normal(1.0, 2.0), SHARES, "quantile"),
        "normal_quantile_of_doubles": densities(wide, np.array(SHARES), "quantile"),
        "laplace": densities(lambda d: d.Laplace(0.5, 2.0), POINTS),
        "laplace_broadcast": densities(laplace, [[0.0, 1.0]]),
        "laplace_moments": moments(laplace, MOMENTS),
        "uniform": densities(lambda d: d.Uniform(-1.0, 3.7), [*POINTS, float("nan")], "prob cdf"),
        "uniform_broadcast": densities(uniform, [[0.0, 1.0], [2.0, -2.0]], "log_prob prob cdf survival_function"),
        "uniform_moments": moments(uniform, "mean stddev variance entropy range"),
        "bernoulli": densities(bernoulli, [0, 1, 1], "log_prob prob"),
        "bernoulli_broadcast": densities(bernoulli, [[0], [1]], "log_prob prob"),
        "bernoulli_of_floats": densities(coin, [1.0, 0.0], "log_prob prob"),
        "bernoulli_moments": moments(bernoulli, MOMENTS + " probs".replace(" probs", "")),
        "coin_moments": moments(coin, MOMENTS),
        "categorical": densities(categorical, [0, 2], "log_prob prob cdf"),
        "categorical_broadcast": densities(categorical, [[0], [1], [2]], "log_prob prob cdf"),
        "categorical_of_floats": densities(classes, [0.0, 1.0, 2.0], "log_prob prob"),
        "categorical_moments": moments(categorical, "mode entropy"),
        "classes_moments": moments(classes, "mode entropy"),
        "told_normal": told(normal),
        "told_wide": told(wide),
        "told_laplace": told(laplace),
        "told_uniform": told(lambda d: d.Uniform()),
        "told_bernoulli": told(bernoulli),
        "told_categorical": told(classes),
        "drawn_normal": drawn(normal),
        "drawn_laplace": drawn(laplace),
        "drawn_uniform": drawn(uniform),
        "drawn_bernoulli": drawn(coin),
        "drawn_categorical": drawn(categorical),
        "kl_normal": divergence(normal, lambda d: d.Normal(2.0, 1.5)),
        "kl_bernoulli": divergence(bernoulli, lambda d: d.Bernoulli(probs=0.3)),
        "kl_categorical": divergence(categorical, lambda d: d.Categorical(probs=[0.1, 0.1, 0.8])),
        "kl_of_two_kinds": missing(normal, "kl_divergence", None),
        "no_mode": missing(uniform, "mode"),
        "no_covariance": missing(normal, "covariance"),
        "no_cdf": missing(bernoulli, "cdf", [1]),
        "no_survival": missing(bernoulli, "log_survival_function", [1]),
        "no_quantile": missing(laplace, "quantile", [0.5]),
        "param_shapes": lambda tf, use: repr(
            [
                sorted((key, shape.as_list()) for key, shape in kind.param_static_shapes([2, 3]).items())
                for kind in (tf.distributions.Normal, tf.distributions.Uniform, tf.distributions.Bernoulli)
            ]
        ),
        "no_param_shapes": lambda tf, use: tf.distributions.Categorical.param_shapes([1]),
        "copied": lambda tf, use: repr(normal(tf.distributions).copy(scale=3.0)),
        "scalar": lambda tf, use: plain(
            tf,
            {
                "batch": normal(tf.distributions).is_scalar_batch(),
                "one": wide(tf.distributions).is_scalar_batch(),
                "event": normal(tf.distributions).is_scalar_event(),
            },
        ),
        "types": bad(lambda tf, d: d.Normal(tf.zeros([], tf.float64, name="a"), tf.ones([], name="b"))),
        "integers": bad(lambda tf, d: d.Normal(1, 2)),
        "both": bad(lambda tf, d: d.Bernoulli(1.0, 0.5)),
        "neither": bad(lambda tf, d: d.Categorical()),
        "integer_logits": bad(lambda tf, d: d.Bernoulli(logits=1)),
        "integer_probs": bad(lambda tf, d: d.Bernoulli(probs=1)),
        "scalar_logits": bad(lambda tf, d: d.Categorical(logits=1.0)),
        "one_class": bad(lambda tf, d: d.Categorical(logits=[1.0], validate_args=True)),
        "bad_sample": bad(lambda tf, d: d.Normal(0.0, 1.0).sample([[1]])),
        "no_parent": bad(lambda tf, d: d.Distribution(tf.float32, d.NOT_REPARAMETERIZED, False, True, graph_parents=[1])),
        "bad_rule": bad(lambda tf, d: d.RegisterKL(d.Normal, d.Laplace)(3)),
        "scale": lambda tf, use: plain(tf, {"x": tf.distributions.Normal(0.0, -1.0, validate_args=True).mean()}),
        "order": lambda tf, use: plain(tf, {"x": tf.distributions.Uniform(2.0, 1.0, validate_args=True).mean()}),
        "checked": lambda tf, use: plain(
            tf, {"x": tf.distributions.Categorical(probs=[0.5, 0.5], validate_args=True).prob([0, 1])}
        ),
    },
)

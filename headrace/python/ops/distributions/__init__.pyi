"""tf.python.ops.distributions: as far as programs use it. Made by `make names`."""

from headrace.python.ops.distributions import bernoulli as bernoulli
from headrace.python.ops.distributions import categorical as categorical
from headrace.python.ops.distributions import distribution as distribution
from headrace.python.ops.distributions import distributions as distributions
from headrace.python.ops.distributions import kullback_leibler as kullback_leibler
from headrace.python.ops.distributions import laplace as laplace
from headrace.python.ops.distributions import normal as normal
from headrace.python.ops.distributions import uniform as uniform

__all__ = [
    "bernoulli",
    "categorical",
    "distribution",
    "distributions",
    "kullback_leibler",
    "laplace",
    "normal",
    "uniform",
]

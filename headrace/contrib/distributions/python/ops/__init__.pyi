"""tf.contrib.distributions.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.distributions.python.ops import bernoulli as bernoulli
from headrace.contrib.distributions.python.ops import categorical as categorical
from headrace.contrib.distributions.python.ops import distribution as distribution
from headrace.contrib.distributions.python.ops import kullback_leibler as kullback_leibler
from headrace.contrib.distributions.python.ops import laplace as laplace
from headrace.contrib.distributions.python.ops import normal as normal
from headrace.contrib.distributions.python.ops import normal_conjugate_posteriors as normal_conjugate_posteriors
from headrace.contrib.distributions.python.ops import uniform as uniform

__all__ = [
    "bernoulli",
    "categorical",
    "distribution",
    "kullback_leibler",
    "laplace",
    "normal",
    "normal_conjugate_posteriors",
    "uniform",
]

"""tf.contrib.distributions.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.distributions.python.ops import bernoulli as bernoulli
from headrace.contrib.distributions.python.ops import beta as beta
from headrace.contrib.distributions.python.ops import categorical as categorical
from headrace.contrib.distributions.python.ops import dirichlet as dirichlet
from headrace.contrib.distributions.python.ops import dirichlet_multinomial as dirichlet_multinomial
from headrace.contrib.distributions.python.ops import distribution as distribution
from headrace.contrib.distributions.python.ops import exponential as exponential
from headrace.contrib.distributions.python.ops import gamma as gamma
from headrace.contrib.distributions.python.ops import kullback_leibler as kullback_leibler
from headrace.contrib.distributions.python.ops import laplace as laplace
from headrace.contrib.distributions.python.ops import multinomial as multinomial
from headrace.contrib.distributions.python.ops import normal as normal
from headrace.contrib.distributions.python.ops import normal_conjugate_posteriors as normal_conjugate_posteriors
from headrace.contrib.distributions.python.ops import student_t as student_t
from headrace.contrib.distributions.python.ops import uniform as uniform

__all__ = [
    "bernoulli",
    "beta",
    "categorical",
    "dirichlet",
    "dirichlet_multinomial",
    "distribution",
    "exponential",
    "gamma",
    "kullback_leibler",
    "laplace",
    "multinomial",
    "normal",
    "normal_conjugate_posteriors",
    "student_t",
    "uniform",
]

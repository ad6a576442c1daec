"""tf.python.ops.distributions: as far as programs use it. Made by `make names`."""

from headrace.python.ops.distributions import bernoulli as bernoulli
from headrace.python.ops.distributions import beta as beta
from headrace.python.ops.distributions import categorical as categorical
from headrace.python.ops.distributions import dirichlet as dirichlet
from headrace.python.ops.distributions import dirichlet_multinomial as dirichlet_multinomial
from headrace.python.ops.distributions import distribution as distribution
from headrace.python.ops.distributions import distributions as distributions
from headrace.python.ops.distributions import exponential as exponential
from headrace.python.ops.distributions import gamma as gamma
from headrace.python.ops.distributions import kullback_leibler as kullback_leibler
from headrace.python.ops.distributions import laplace as laplace
from headrace.python.ops.distributions import multinomial as multinomial
from headrace.python.ops.distributions import normal as normal
from headrace.python.ops.distributions import student_t as student_t
from headrace.python.ops.distributions import uniform as uniform

__all__ = [
    "bernoulli",
    "beta",
    "categorical",
    "dirichlet",
    "dirichlet_multinomial",
    "distribution",
    "distributions",
    "exponential",
    "gamma",
    "kullback_leibler",
    "laplace",
    "multinomial",
    "normal",
    "student_t",
    "uniform",
]

"""tf.distributions: probability distributions: samples, densities, moments, divergences. Made by `make names`."""

from headrace.training.distributions.discrete import Bernoulli as Bernoulli
from headrace.training.distributions.shares import Beta as Beta
from headrace.training.distributions.discrete import Categorical as Categorical
from headrace.training.distributions.shares import Dirichlet as Dirichlet
from headrace.training.distributions.counts import DirichletMultinomial as DirichletMultinomial
from headrace.training.distributions.base import Distribution as Distribution
from headrace.training.distributions.gammas import Exponential as Exponential
from headrace.training.distributions.described import FULLY_REPARAMETERIZED as FULLY_REPARAMETERIZED
from headrace.training.distributions.gammas import Gamma as Gamma
from headrace.training.distributions.continuous import Laplace as Laplace
from headrace.training.distributions.counts import Multinomial as Multinomial
from headrace.training.distributions.described import NOT_REPARAMETERIZED as NOT_REPARAMETERIZED
from headrace.training.distributions.continuous import Normal as Normal
from headrace.training.distributions.divergences import RegisterKL as RegisterKL
from headrace.training.distributions.described import ReparameterizationType as ReparameterizationType
from headrace.training.distributions.student import StudentT as StudentT
from headrace.training.distributions.continuous import Uniform as Uniform
from headrace.training.distributions.divergences import kl_divergence as kl_divergence

__all__ = [
    "Bernoulli",
    "Beta",
    "Categorical",
    "Dirichlet",
    "DirichletMultinomial",
    "Distribution",
    "Exponential",
    "FULLY_REPARAMETERIZED",
    "Gamma",
    "Laplace",
    "Multinomial",
    "NOT_REPARAMETERIZED",
    "Normal",
    "RegisterKL",
    "ReparameterizationType",
    "StudentT",
    "Uniform",
    "kl_divergence",
]

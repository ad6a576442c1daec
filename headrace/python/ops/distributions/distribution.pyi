"""tf.python.ops.distributions.distribution: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.base import Distribution as Distribution
from headrace.training.distributions.described import FULLY_REPARAMETERIZED as FULLY_REPARAMETERIZED
from headrace.training.distributions.described import NOT_REPARAMETERIZED as NOT_REPARAMETERIZED
from headrace.training.distributions.described import ReparameterizationType as ReparameterizationType

__all__ = [
    "Distribution",
    "FULLY_REPARAMETERIZED",
    "NOT_REPARAMETERIZED",
    "ReparameterizationType",
]

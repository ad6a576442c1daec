"""tf.python.ops.distributions.bernoulli: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.discrete import Bernoulli as Bernoulli

__all__ = [
    "Bernoulli",
]

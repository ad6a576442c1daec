"""tf.python.ops.distributions.exponential: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.gammas import Exponential as Exponential

__all__ = [
    "Exponential",
]

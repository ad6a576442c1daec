"""tf.python.ops.distributions.gamma: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.gammas import Gamma as Gamma

__all__ = [
    "Gamma",
]

"""tf.python.ops.distributions.dirichlet: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.shares import Dirichlet as Dirichlet

__all__ = [
    "Dirichlet",
]

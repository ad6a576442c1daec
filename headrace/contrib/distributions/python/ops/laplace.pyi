"""tf.contrib.distributions.python.ops.laplace: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.continuous import Laplace as Laplace

__all__ = [
    "Laplace",
]

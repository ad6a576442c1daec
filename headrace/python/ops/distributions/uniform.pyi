"""tf.python.ops.distributions.uniform: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.continuous import Uniform as Uniform

__all__ = [
    "Uniform",
]

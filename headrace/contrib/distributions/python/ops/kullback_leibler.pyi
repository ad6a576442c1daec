"""tf.contrib.distributions.python.ops.kullback_leibler: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.divergences import RegisterKL as RegisterKL

__all__ = [
    "RegisterKL",
]

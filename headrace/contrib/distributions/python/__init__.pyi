"""tf.contrib.distributions.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.distributions.python import ops as ops

__all__ = [
    "ops",
]

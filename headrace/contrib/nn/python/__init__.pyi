"""tf.contrib.nn.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.nn.python import ops as ops

__all__ = [
    "ops",
]

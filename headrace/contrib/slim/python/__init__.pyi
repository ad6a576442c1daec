"""tf.contrib.slim.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.slim.python import slim as slim

__all__ = [
    "slim",
]

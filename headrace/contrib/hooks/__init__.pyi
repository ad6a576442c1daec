"""tf.contrib.hooks: as far as programs use it. Made by `make names`."""

from headrace.contrib.hooks import python as python

__all__ = [
    "python",
]

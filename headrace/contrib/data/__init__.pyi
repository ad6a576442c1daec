"""tf.contrib.data: as far as programs use it. Made by `make names`."""

from headrace.contrib.data import python as python

__all__ = [
    "python",
]

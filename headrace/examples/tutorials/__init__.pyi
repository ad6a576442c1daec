"""tf.examples.tutorials: as far as programs use it. Made by `make names`."""

from headrace.examples.tutorials import mnist as mnist

__all__ = [
    "mnist",
]

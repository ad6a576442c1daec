"""tf.contrib.skflow.datasets: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.datasets import mnist as mnist

__all__ = [
    "mnist",
]

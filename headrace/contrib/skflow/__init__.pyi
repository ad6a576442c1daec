"""tf.contrib.skflow: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn import datasets as datasets

__all__ = [
    "datasets",
]

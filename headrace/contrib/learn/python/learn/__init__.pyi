"""tf.contrib.learn.python.learn: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.python.learn import datasets as datasets

__all__ = [
    "datasets",
]

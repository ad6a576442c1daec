"""tf.contrib.learn.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.python import learn as learn

__all__ = [
    "learn",
]

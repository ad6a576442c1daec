"""tf.contrib.data.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.data.python import ops as ops

__all__ = [
    "ops",
]

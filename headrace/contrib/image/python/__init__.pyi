"""tf.contrib.image.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.image.python import ops as ops

__all__ = [
    "ops",
]

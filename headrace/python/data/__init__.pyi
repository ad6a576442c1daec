"""tf.python.data: as far as programs use it. Made by `make names`."""

from headrace.python.data import ops as ops

__all__ = [
    "ops",
]

"""tf.contrib.signal.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.signal.python import ops as ops

__all__ = [
    "ops",
]

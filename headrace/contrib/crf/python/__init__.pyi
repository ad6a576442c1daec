"""tf.contrib.crf.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.crf.python import ops as ops

__all__ = [
    "ops",
]

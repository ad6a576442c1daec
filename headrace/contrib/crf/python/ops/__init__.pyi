"""tf.contrib.crf.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.crf.python.ops import crf as crf

__all__ = [
    "crf",
]

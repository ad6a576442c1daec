"""tf.contrib.crf.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib import crf as crf

__all__ = [
    "crf",
]

"""tf.contrib.seq2seq.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.seq2seq.python import ops as ops

__all__ = [
    "ops",
]

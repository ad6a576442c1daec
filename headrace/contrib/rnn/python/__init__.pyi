"""tf.contrib.rnn.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.rnn.python import ops as ops

__all__ = [
    "ops",
]

"""tf.contrib.grid_rnn.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.grid_rnn.python import ops as ops

__all__ = [
    "ops",
]

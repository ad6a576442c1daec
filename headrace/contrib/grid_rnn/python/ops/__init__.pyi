"""tf.contrib.grid_rnn.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib import grid_rnn as grid_rnn_cell

__all__ = [
    "grid_rnn_cell",
]

"""tf.contrib.grid_rnn.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.grid_rnn.python.ops import grid_rnn_cell as grid_rnn_cell

__all__ = [
    "grid_rnn_cell",
]

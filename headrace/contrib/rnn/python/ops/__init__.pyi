"""tf.contrib.rnn.python.ops: as far as programs use it. Made by `make names`."""

from headrace.python.ops import rnn as core_rnn
from headrace.nn import rnn_cell as core_rnn_cell
from headrace.nn import rnn_cell as core_rnn_cell_impl
from headrace.contrib.rnn.python.ops import fused_rnn_cell as fused_rnn_cell
from headrace.contrib.rnn.python.ops import gru_ops as gru_ops
from headrace.contrib.rnn.python.ops import lstm_ops as lstm_ops
from headrace.contrib.rnn.python.ops import rnn as rnn
from headrace.contrib.rnn.python.ops import rnn_cell as rnn_cell

__all__ = [
    "core_rnn",
    "core_rnn_cell",
    "core_rnn_cell_impl",
    "fused_rnn_cell",
    "gru_ops",
    "lstm_ops",
    "rnn",
    "rnn_cell",
]

"""tf.contrib.rnn.python.ops.lstm_ops: long short-term memories as one operation. Made by `make names`."""

from headrace.training.contrib.rnn.blocks import LSTMBlockCell as LSTMBlockCell
from headrace.training.contrib.rnn.blocks import LSTMBlockFusedCell as LSTMBlockFusedCell
from headrace.training.contrib.rnn.blocks import LSTMBlockWrapper as LSTMBlockWrapper
from headrace.training.contrib.rnn.blocks import _block_lstm as _block_lstm
from headrace.training.contrib.rnn.blocks import _lstm_block_cell as _lstm_block_cell

__all__ = [
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "_block_lstm",
    "_lstm_block_cell",
]

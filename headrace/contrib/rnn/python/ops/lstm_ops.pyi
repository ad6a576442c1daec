"""tf.contrib.rnn.python.ops.lstm_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.blocks import LSTMBlockCell as LSTMBlockCell
from headrace.training.contrib.rnn.blocks import LSTMBlockFusedCell as LSTMBlockFusedCell
from headrace.training.contrib.rnn.blocks import LSTMBlockWrapper as LSTMBlockWrapper
from headrace.training.rnn.base import LayerRNNCell as LayerRNNCell
from headrace.training.contrib.rnn.blocks import _block_lstm as _block_lstm
from headrace.training.contrib.rnn.blocks import _lstm_block_cell as _lstm_block_cell

__all__ = [
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LayerRNNCell",
    "_block_lstm",
    "_lstm_block_cell",
]

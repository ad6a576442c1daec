"""tf.contrib.rnn.python.ops.gru_ops: gated recurrent units as one operation. Made by `make names`."""

from headrace.training.contrib.rnn.blocks import GRUBlockCell as GRUBlockCell
from headrace.training.contrib.rnn.blocks import GRUBlockCellV2 as GRUBlockCellV2

__all__ = [
    "GRUBlockCell",
    "GRUBlockCellV2",
]

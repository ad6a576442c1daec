"""tf.contrib.rnn.python.ops.gru_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.gru_blocks import GRUBlockCell as GRUBlockCell
from headrace.training.contrib.rnn.gru_blocks import GRUBlockCellV2 as GRUBlockCellV2
from headrace.training.rnn.base import LayerRNNCell as LayerRNNCell

__all__ = [
    "GRUBlockCell",
    "GRUBlockCellV2",
    "LayerRNNCell",
]

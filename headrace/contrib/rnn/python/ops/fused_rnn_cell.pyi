"""tf.contrib.rnn.python.ops.fused_rnn_cell: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.fused import FusedRNNCell as FusedRNNCell
from headrace.training.contrib.rnn.fused import FusedRNNCellAdaptor as FusedRNNCellAdaptor
from headrace.training.contrib.rnn.fused import TimeReversedFusedRNN as TimeReversedFusedRNN

__all__ = [
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "TimeReversedFusedRNN",
]

"""tf.contrib.rnn.python.ops.fused_rnn_cell: cells that are called with a whole sequence. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn.python.ops.fused_rnn_cell")

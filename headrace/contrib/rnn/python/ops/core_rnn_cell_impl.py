"""tf.contrib.rnn.python.ops.core_rnn_cell_impl: tf.nn.rnn_cell, under a second path. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "nn.rnn_cell")

"""tf.contrib.grid_rnn.python.ops.grid_rnn_cell: tf.contrib.grid_rnn, under a second path. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.grid_rnn")

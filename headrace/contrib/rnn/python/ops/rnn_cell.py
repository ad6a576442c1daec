"""tf.contrib.rnn.python.ops.rnn_cell: tf.contrib.rnn, under a second path. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn")

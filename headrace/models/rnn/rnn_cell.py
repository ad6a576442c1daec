"""tf.models.rnn.rnn_cell: tf.nn.rnn_cell, under a second path. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "nn.rnn_cell")

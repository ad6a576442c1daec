"""tf.nn.rnn_cell: cells of recurrent networks and their wrappers. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "nn.rnn_cell")

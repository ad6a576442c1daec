"""tf.contrib.rnn.python.ops.rnn_cell: cells of tf.contrib.rnn, and some that only this module has. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn.python.ops.rnn_cell")

"""tf.contrib.grid_rnn: cells with a state along each of several dimensions. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.grid_rnn")

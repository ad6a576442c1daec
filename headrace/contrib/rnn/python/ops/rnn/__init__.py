"""tf.contrib.rnn.python.ops.rnn: networks in both directions, one above the other. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn.python.ops.rnn")

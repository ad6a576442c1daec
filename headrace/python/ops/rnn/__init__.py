"""tf.python.ops.rnn: what runs cells over sequences. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.rnn")

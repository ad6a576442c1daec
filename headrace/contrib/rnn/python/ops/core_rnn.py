"""tf.contrib.rnn.python.ops.core_rnn: tf.python.ops.rnn, under a second path. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.ops.rnn")

"""tf.contrib.rnn.python.ops.lstm_ops: long short-term memories as one operation. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn.python.ops.lstm_ops")

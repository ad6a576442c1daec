"""tf.contrib.rnn.python.ops.gru_ops: gated recurrent units as one operation. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.rnn.python.ops.gru_ops")

"""tf.contrib.seq2seq.python.ops.loss: the loss of sequences. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.loss")

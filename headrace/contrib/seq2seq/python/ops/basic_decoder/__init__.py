"""tf.contrib.seq2seq.python.ops.basic_decoder: a cell that a helper feeds. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.basic_decoder")

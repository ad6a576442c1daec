"""tf.contrib.seq2seq.python.ops.attention_wrapper: attention, and the cell that pays it. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.attention_wrapper")

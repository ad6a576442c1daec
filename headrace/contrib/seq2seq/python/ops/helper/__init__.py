"""tf.contrib.seq2seq.python.ops.helper: what feeds decoders. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.helper")

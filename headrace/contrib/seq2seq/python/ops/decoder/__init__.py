"""tf.contrib.seq2seq.python.ops.decoder: the loop that decodes. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.decoder")

"""tf.contrib.seq2seq.python.ops.beam_search_decoder: decoders that follow several sequences. Made by `make names`."""

from ...... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq.python.ops.beam_search_decoder")

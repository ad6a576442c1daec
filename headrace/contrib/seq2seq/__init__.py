"""tf.contrib.seq2seq: decoders that loop, what feeds them, attention, beam search. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.seq2seq")

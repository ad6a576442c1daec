"""tf.nn.seq2seq: tf.contrib.legacy_seq2seq, under a second path. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.legacy_seq2seq")

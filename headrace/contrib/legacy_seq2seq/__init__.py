"""tf.contrib.legacy_seq2seq: encoders and decoders over lists of inputs. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.legacy_seq2seq")

"""tf.contrib.crf: conditional random fields over sequences of tags. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.crf")

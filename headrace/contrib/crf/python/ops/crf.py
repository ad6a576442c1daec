"""tf.contrib.crf.python.ops.crf: tf.contrib.crf, under a second path. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.crf")

"""tf.contrib.lookup: tables from words to numbers and back. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.lookup")

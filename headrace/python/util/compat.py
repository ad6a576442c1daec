"""tf.python.util.compat: tf.compat, under a second path. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "compat")

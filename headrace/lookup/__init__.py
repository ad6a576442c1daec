"""tf.lookup: tables from keys to values. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "lookup")

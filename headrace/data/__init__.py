"""tf.data: datasets, and iterators over them. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "data")

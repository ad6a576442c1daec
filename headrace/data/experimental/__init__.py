"""tf.data.experimental: transformations of datasets, what is said of how they run. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "data.experimental")

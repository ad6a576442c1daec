"""tf.contrib.resampler: images read between their elements. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.resampler")

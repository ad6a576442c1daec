"""tf.contrib.image: images turned, moved and bent. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.image")

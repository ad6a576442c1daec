"""tf.contrib.nn: losses over a sample of the classes. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.nn")

"""tf.contrib.slim.learning: operations and loops that train. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.learning")

"""tf.contrib.slim.utils: outputs of layers by name. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.utils")

"""tf.contrib.slim: the layers of tf.contrib.layers, scopes of arguments, losses, metrics, training. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim")

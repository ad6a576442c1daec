"""tf.contrib.layers: layers with weights, biases and an activation; regularizers and initializers. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.layers")

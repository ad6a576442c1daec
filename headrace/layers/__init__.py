"""tf.layers: layers as functions and as classes. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "layers")

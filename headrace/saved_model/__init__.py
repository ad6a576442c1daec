"""tf.saved_model: graphs with their variables, assets and signatures, in a directory. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model")

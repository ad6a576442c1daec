"""tf.saved_model.loader: what reads them. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.loader")

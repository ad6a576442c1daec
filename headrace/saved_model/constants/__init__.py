"""tf.saved_model.constants: what their files and collections are called. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.constants")

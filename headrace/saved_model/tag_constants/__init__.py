"""tf.saved_model.tag_constants: what a graph is for. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.tag_constants")

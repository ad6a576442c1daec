"""tf.saved_model.main_op: what is run once when one is loaded. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.main_op")

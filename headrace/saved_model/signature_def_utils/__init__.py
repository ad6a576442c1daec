"""tf.saved_model.signature_def_utils: signatures made and checked. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.signature_def_utils")

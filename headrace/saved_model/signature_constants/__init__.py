"""tf.saved_model.signature_constants: what signatures, their inputs and outputs are called. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.signature_constants")

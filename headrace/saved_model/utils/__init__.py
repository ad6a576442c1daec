"""tf.saved_model.utils: tensors of signatures. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "saved_model.utils")

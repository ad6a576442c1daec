"""tf.feature_column: what features of records mean, and the tensors that models make of them. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "feature_column")

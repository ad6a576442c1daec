"""tf.contrib.feature_column: columns of sequences. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.feature_column")

"""tf.contrib.deprecated: summaries in the style before TensorFlow 1.0. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.deprecated")

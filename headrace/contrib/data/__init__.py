"""tf.contrib.data: transformations of datasets, under their names before TensorFlow 1.13. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.data")

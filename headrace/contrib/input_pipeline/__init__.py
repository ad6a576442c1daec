"""tf.contrib.input_pipeline: the elements of a list one after the other. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.input_pipeline")

"""tf.estimator.inputs: arrays and tables as inputs of models. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "estimator.inputs")

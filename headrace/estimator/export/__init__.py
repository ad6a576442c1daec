"""tf.estimator.export: what an exported model is fed and gives. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "estimator.export")

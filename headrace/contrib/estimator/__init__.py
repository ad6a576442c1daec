"""tf.contrib.estimator: heads of models, and what exports them. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.estimator")

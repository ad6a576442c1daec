"""tf.estimator: models that are trained, evaluated, asked and exported by methods. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "estimator")

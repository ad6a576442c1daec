"""tf.metrics: values that grow with every batch, their sums in local variables. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "metrics")

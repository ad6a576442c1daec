"""tf.contrib.slim.metrics: those of tf.contrib.metrics. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.metrics")

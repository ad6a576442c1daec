"""tf.contrib.metrics: streaming metrics, predictions before labels. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.metrics")

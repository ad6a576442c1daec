"""tf.contrib.losses.metric_learning: losses that bring embeddings of one label together. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.losses.metric_learning")

"""tf.contrib.slim.model_analyzer: how much memory a model takes. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.model_analyzer")

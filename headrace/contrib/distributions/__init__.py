"""tf.contrib.distributions: the distributions of tf.distributions. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.distributions")

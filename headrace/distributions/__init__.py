"""tf.distributions: probability distributions: samples, densities, moments, divergences. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "distributions")

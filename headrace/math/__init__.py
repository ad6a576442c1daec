"""tf.math: arithmetic, comparisons, reductions, segments. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "math")

"""tf.contrib.framework: the global step, lists of variables, values of checkpoints. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.framework")

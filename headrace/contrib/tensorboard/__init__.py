"""tf.contrib.tensorboard: as far as programs use it. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.tensorboard")

"""tf.contrib.opt: kinds of optimizers beyond those of tf.train. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.opt")

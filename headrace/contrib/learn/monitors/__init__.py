"""tf.contrib.learn.monitors: what watches the training of a model. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.monitors")

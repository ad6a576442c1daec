"""tf.python.training.moving_averages: variables that follow others slowly. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.training.moving_averages")

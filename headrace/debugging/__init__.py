"""tf.debugging: assertions, and checks of values. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "debugging")

"""tf.compat: text and bytes, what counts as a number, and `compat.v1`. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "compat")

"""tf.errors: one exception class per status code, and the codes. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "errors")

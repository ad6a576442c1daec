"""tf.app.flags: tf.flags, under a second path. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "flags")

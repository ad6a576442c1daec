"""tf.flags: the flags of a program's command line. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "flags")

"""tf.bitwise: integers bit by bit. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "bitwise")

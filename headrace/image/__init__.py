"""tf.image: decoding, encoding, cutting and distorting images. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "image")

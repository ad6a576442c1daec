"""tf.quantization: floats as integers of few bits, and back. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "quantization")

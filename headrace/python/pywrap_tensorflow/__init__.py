"""tf.python.pywrap_tensorflow: the reader of checkpoints. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.pywrap_tensorflow")

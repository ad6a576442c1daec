"""tf.io.gfile: files and directories under TensorFlow 1.13's later names. Made by `make names`."""

from ... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "io.gfile")

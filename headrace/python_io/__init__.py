"""tf.python_io: TFRecord files in plain Python, with no graph. Made by `make names`."""

from .. import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python_io")

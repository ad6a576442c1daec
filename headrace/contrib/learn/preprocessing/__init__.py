"""tf.contrib.learn.preprocessing: texts and categories as numbers. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.preprocessing")

"""tf.contrib.learn.datasets.base: tables of CSV files. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.datasets.base")

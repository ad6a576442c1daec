"""tf.contrib.learn.datasets: tables of local files, points that are made. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.datasets")

"""tf.contrib.slim.dataset: the parts of a data set. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.slim.dataset")

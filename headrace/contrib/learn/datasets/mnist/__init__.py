"""tf.contrib.learn.datasets.mnist: MNIST from local files. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "contrib.learn.datasets.mnist")

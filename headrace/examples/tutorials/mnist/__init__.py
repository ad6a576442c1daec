"""tf.examples.tutorials.mnist: MNIST from local files, and a model for it. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "examples.tutorials.mnist")

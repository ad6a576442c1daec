"""tf.examples.tutorials.mnist.input_data: MNIST from local files. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "examples.tutorials.mnist.input_data")

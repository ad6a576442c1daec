"""tf.examples.tutorials.mnist.mnist: two hidden layers and a softmax. Made by `make names`."""

from ..... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "examples.tutorials.mnist.mnist")

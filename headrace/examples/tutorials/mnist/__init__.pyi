"""tf.examples.tutorials.mnist: MNIST from local files, and a model for it. Made by `make names`."""

from headrace.examples.tutorials.mnist import input_data as input_data
from headrace.examples.tutorials.mnist import mnist as mnist

__all__ = [
    "input_data",
    "mnist",
]

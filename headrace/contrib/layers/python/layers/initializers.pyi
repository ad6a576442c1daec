"""tf.contrib.layers.python.layers.initializers: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.initializers.scaled import variance_scaling_initializer as variance_scaling_initializer
from headrace.contrib.layers import xavier_initializer as xavier_initializer
from headrace.contrib.layers import xavier_initializer as xavier_initializer_conv2d

__all__ = [
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]

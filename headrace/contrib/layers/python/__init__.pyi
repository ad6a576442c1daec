"""tf.contrib.layers.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.layers.python import layers as layers
from headrace.contrib.layers.python import ops as ops

__all__ = [
    "layers",
    "ops",
]

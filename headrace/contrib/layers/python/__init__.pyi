"""tf.contrib.layers.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.layers.python import layers as layers

__all__ = [
    "layers",
]

"""tf.python.layers: as far as programs use it. Made by `make names`."""

from headrace.python.layers import base as base
from headrace.python.layers import convolutional as convolutional
from headrace.python.layers import core as core
from headrace.python.layers import layers as layers
from headrace.python.layers import normalization as normalization
from headrace.python.layers import pooling as pooling
from headrace.python.layers import utils as utils

__all__ = [
    "base",
    "convolutional",
    "core",
    "layers",
    "normalization",
    "pooling",
    "utils",
]

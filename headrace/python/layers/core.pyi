"""tf.python.layers.core: as far as programs use it. Made by `make names`."""

from headrace.training.layers.core import Dense as Dense
from headrace.training.layers.core import Dropout as Dropout
from headrace.training.layers.core import Flatten as Flatten
from headrace.training.layers.core import Dense as FullyConnected
from headrace.layers import dense as dense
from headrace.layers import dropout as dropout
from headrace.layers import flatten as flatten
from headrace.layers import dense as fully_connected

__all__ = [
    "Dense",
    "Dropout",
    "Flatten",
    "FullyConnected",
    "dense",
    "dropout",
    "flatten",
    "fully_connected",
]

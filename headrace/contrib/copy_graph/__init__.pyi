"""tf.contrib.copy_graph: as far as programs use it. Made by `make names`."""

from headrace.contrib.copy_graph import copy_elements as copy_elements
from headrace.contrib.copy_graph import python as python

__all__ = [
    "copy_elements",
    "python",
]

"""tf.contrib.copy_graph.python.util: as far as programs use it. Made by `make names`."""

from headrace.contrib.copy_graph.python.util import copy_elements as copy_elements

__all__ = [
    "copy_elements",
]

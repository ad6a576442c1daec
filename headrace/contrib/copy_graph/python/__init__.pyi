"""tf.contrib.copy_graph.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.copy_graph.python import util as util

__all__ = [
    "util",
]

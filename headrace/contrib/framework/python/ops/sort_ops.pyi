"""tf.contrib.framework.python.ops.sort_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.ordering.sorting import argsort as argsort
from headrace.graph.ops.ordering.sorting import sort as sort

__all__ = [
    "argsort",
    "sort",
]

"""tf.python.ops.sets: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.set_operations import set_intersection as set_intersection
from headrace.graph.ops.sparse.set_operations import set_size as set_size
from headrace.sets import difference as set_difference
from headrace.sets import set_union as set_union

__all__ = [
    "set_difference",
    "set_intersection",
    "set_size",
    "set_union",
]

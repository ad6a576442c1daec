"""tf.sets: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.set_operations import set_difference as difference
from headrace.graph.ops.sparse.set_operations import set_intersection as intersection
from headrace.graph.ops.sparse.set_operations import set_difference as set_difference
from headrace.graph.ops.sparse.set_operations import set_intersection as set_intersection
from headrace.graph.ops.sparse.set_operations import set_size as set_size
from headrace.graph.ops.sparse.set_operations import set_union as set_union
from headrace.graph.ops.sparse.set_operations import set_size as size
from headrace.graph.ops.sparse.set_operations import set_union as union

__all__ = [
    "difference",
    "intersection",
    "set_difference",
    "set_intersection",
    "set_size",
    "set_union",
    "size",
    "union",
]

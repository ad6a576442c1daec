"""tf.python.ops.state_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.assign import assign as assign
from headrace.graph.variables.assign import assign_add as assign_add
from headrace.graph.variables.scatter import batch_scatter_update as batch_scatter_update
from headrace.graph.variables.assign import count_up_to as count_up_to
from headrace.graph.variables.scatter import scatter_nd_update as scatter_nd_update
from headrace.graph.variables.scatter import scatter_update as scatter_update
from headrace import assign_sub as assign_sub
from headrace import scatter_add as scatter_add
from headrace import scatter_div as scatter_div
from headrace import scatter_max as scatter_max
from headrace import scatter_min as scatter_min
from headrace import scatter_mul as scatter_mul
from headrace import scatter_nd_add as scatter_nd_add
from headrace import scatter_nd_sub as scatter_nd_sub
from headrace import scatter_sub as scatter_sub

__all__ = [
    "assign",
    "assign_add",
    "assign_sub",
    "batch_scatter_update",
    "count_up_to",
    "scatter_add",
    "scatter_div",
    "scatter_max",
    "scatter_min",
    "scatter_mul",
    "scatter_nd_add",
    "scatter_nd_sub",
    "scatter_nd_update",
    "scatter_sub",
    "scatter_update",
]

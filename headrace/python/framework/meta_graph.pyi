"""tf.python.framework.meta_graph: as far as programs use it. Made by `make names`."""

from headrace.graph.graphdef.tensor_messages import ops_used_by_graph_def as ops_used_by_graph_def
from headrace.graph.graphdef.tensor_messages import stripped_op_list_for_graph as stripped_op_list_for_graph

__all__ = [
    "ops_used_by_graph_def",
    "stripped_op_list_for_graph",
]

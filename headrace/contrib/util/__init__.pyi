"""tf.contrib.util: tensors as messages, ops of a GraphDef. Made by `make names`."""

from headrace.graph.graphdef.tensor_messages import get_static_value as constant_value
from headrace.graph.platform.all_util import make_all as make_all
from headrace.graph.graphdef.tensor_messages import make_ndarray as make_ndarray
from headrace.graph.graphdef.tensor_messages import make_tensor_proto as make_tensor_proto
from headrace.graph.graphdef.tensor_messages import ops_used_by_graph_def as ops_used_by_graph_def
from headrace.graph.graphdef.tensor_messages import stripped_op_list_for_graph as stripped_op_list_for_graph

__all__ = [
    "constant_value",
    "make_ndarray",
    "make_tensor_proto",
    "ops_used_by_graph_def",
    "stripped_op_list_for_graph",
]

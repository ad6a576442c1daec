"""tf.core.framework: as far as programs use it. Made by `make names`."""

from headrace.core.framework import allocation_description_pb2 as allocation_description_pb2
from headrace.core.framework import attr_value_pb2 as attr_value_pb2
from headrace.core.framework import cost_graph_pb2 as cost_graph_pb2
from headrace.core.framework import device_attributes_pb2 as device_attributes_pb2
from headrace.core.framework import function_pb2 as function_pb2
from headrace.core.framework import graph_pb2 as graph_pb2
from headrace.core.framework import node_def_pb2 as node_def_pb2
from headrace.core.framework import op_def_pb2 as op_def_pb2
from headrace.core.framework import reader_base_pb2 as reader_base_pb2
from headrace.core.framework import step_stats_pb2 as step_stats_pb2
from headrace.core.framework import summary_pb2 as summary_pb2
from headrace.core.framework import tensor_description_pb2 as tensor_description_pb2
from headrace.core.framework import tensor_pb2 as tensor_pb2
from headrace.core.framework import tensor_shape_pb2 as tensor_shape_pb2
from headrace.core.framework import tensor_slice_pb2 as tensor_slice_pb2
from headrace.core.framework import types_pb2 as types_pb2
from headrace.core.framework import variable_pb2 as variable_pb2
from headrace.core.framework import versions_pb2 as versions_pb2

__all__ = [
    "allocation_description_pb2",
    "attr_value_pb2",
    "cost_graph_pb2",
    "device_attributes_pb2",
    "function_pb2",
    "graph_pb2",
    "node_def_pb2",
    "op_def_pb2",
    "reader_base_pb2",
    "step_stats_pb2",
    "summary_pb2",
    "tensor_description_pb2",
    "tensor_pb2",
    "tensor_shape_pb2",
    "tensor_slice_pb2",
    "types_pb2",
    "variable_pb2",
    "versions_pb2",
]

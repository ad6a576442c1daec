"""tf.python.framework.ops: graphs, tensors and what stands around them. Made by `make names`."""

from headrace.graph.core.graph import Graph as Graph
from headrace.graph.core.keys import GraphKeys as GraphKeys
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NoGradient
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NotDifferentiable
from headrace.graph.core.operation import Operation as Operation
from headrace.graph.core.rules.registered_gradients import RegisterGradient as RegisterGradient
from headrace.graph.core.tensor import Tensor as Tensor
from headrace.graph.core.default_graph_functions import add_to_collection as add_to_collection
from headrace.graph.core.default_graph_functions import add_to_collections as add_to_collections
from headrace.graph.core.default_graph_functions import container as container
from headrace.graph.core.default_graph_functions import control_dependencies as control_dependencies
from headrace.graph.core.build import convert_to_tensor as convert_to_tensor
from headrace.graph.core.default_graph_functions import device as device
from headrace.graph.core.default_graph_functions import get_collection as get_collection
from headrace.graph.core.default_graph_functions import get_collection_ref as get_collection_ref
from headrace.graph.core.defaults import get_default_graph as get_default_graph
from headrace.graph.core.default_stacks import get_default_session as get_default_session
from headrace.graph.core.scopes.name_scope import name_scope as name_scope
from headrace.graph.core.scopes.name_scope import op_scope as op_scope
from headrace.graph.core.build import register_tensor_conversion_function as register_tensor_conversion_function
from headrace.graph.core.defaults import reset_default_graph as reset_default_graph

__all__ = [
    "Graph",
    "GraphKeys",
    "IndexedSlices",
    "NoGradient",
    "NotDifferentiable",
    "Operation",
    "RegisterGradient",
    "Tensor",
    "add_to_collection",
    "add_to_collections",
    "container",
    "control_dependencies",
    "convert_to_tensor",
    "device",
    "get_collection",
    "get_collection_ref",
    "get_default_graph",
    "get_default_session",
    "name_scope",
    "op_scope",
    "register_tensor_conversion_function",
    "reset_default_graph",
]

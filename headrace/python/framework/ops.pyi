"""tf.python.framework.ops: as far as programs use it. Made by `make names`."""

from headrace.graph.core.graph import Graph as Graph
from headrace.graph.core.keys import GraphKeys as GraphKeys
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NoGradient
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NotDifferentiable
from headrace.graph.core.operation import Operation as Operation
from headrace.graph.core.rules.registered_gradients import RegisterGradient as RegisterGradient
from headrace.graph.core.rules.registered_shapes import RegisterShape as RegisterShape
from headrace.graph.core.tensor import Tensor as Tensor
from headrace.graph.core.default_graph_functions import add_to_collection as add_to_collection
from headrace.graph.core.default_graph_functions import add_to_collections as add_to_collections
from headrace.graph.core.default_graph_functions import colocate_with as colocate_with
from headrace.graph.core.default_graph_functions import container as container
from headrace.graph.core.default_graph_functions import control_dependencies as control_dependencies
from headrace.graph.core.build import convert_n_to_tensor as convert_n_to_tensor
from headrace.graph.core.build import convert_to_tensor as convert_to_tensor
from headrace.graph.ops.sparse.indexed_slices import convert_to_tensor_or_indexed_slices as convert_to_tensor_or_indexed_slices
from headrace.graph.core.default_graph_functions import device as device
from headrace.graph.platform.versions import disable_v2_behavior as disable_eager_execution
from headrace.graph.platform.versions import enable_v2_behavior as enable_eager_execution
from headrace.graph.core.default_graph_functions import get_collection as get_collection
from headrace.graph.core.default_graph_functions import get_collection_ref as get_collection_ref
from headrace.graph.core.defaults import get_default_graph as get_default_graph
from headrace.graph.core.default_stacks import get_default_session as get_default_session
from headrace.graph.core.rules.registered_gradients import get_gradient_function as get_gradient_function
from headrace.graph.core.defaults import init_scope as init_scope
from headrace.graph.core.scopes.name_scope import name_scope as name_scope
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as no_gradient
from headrace.graph.core.scopes.name_scope import op_scope as op_scope
from headrace.graph.graphdef.name_scopes import prepend_name_scope as prepend_name_scope
from headrace.graph.graphdef.collection_protos import register_proto_function as register_proto_function
from headrace.graph.core.build import register_tensor_conversion_function as register_tensor_conversion_function
from headrace.graph.core.defaults import reset_default_graph as reset_default_graph
from headrace.graph.graphdef.name_scopes import strip_name_scope as strip_name_scope

__all__ = [
    "Graph",
    "GraphKeys",
    "IndexedSlices",
    "NoGradient",
    "NotDifferentiable",
    "Operation",
    "RegisterGradient",
    "RegisterShape",
    "Tensor",
    "add_to_collection",
    "add_to_collections",
    "colocate_with",
    "container",
    "control_dependencies",
    "convert_n_to_tensor",
    "convert_to_tensor",
    "convert_to_tensor_or_indexed_slices",
    "device",
    "disable_eager_execution",
    "enable_eager_execution",
    "get_collection",
    "get_collection_ref",
    "get_default_graph",
    "get_default_session",
    "get_gradient_function",
    "init_scope",
    "name_scope",
    "no_gradient",
    "op_scope",
    "prepend_name_scope",
    "register_proto_function",
    "register_tensor_conversion_function",
    "reset_default_graph",
    "strip_name_scope",
]

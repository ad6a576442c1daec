"""tf.python.framework.framework_lib: as far as programs use it. Made by `make names`."""

from headrace.graph.types.dtypes import DType as DType
from headrace.graph.devices.spec import DeviceSpec as DeviceSpec
from headrace.graph.types.shapes import Dimension as Dimension
from headrace.graph.core.graph import Graph as Graph
from headrace.graph.core.keys import GraphKeys as GraphKeys
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NoGradient
from headrace.graph.core.rules.registered_gradients import NotDifferentiable as NotDifferentiable
from headrace.graph.core.operation import Operation as Operation
from headrace.graph.types.dtypes import QUANTIZED_DTYPES as QUANTIZED_DTYPES
from headrace.graph.core.rules.registered_gradients import RegisterGradient as RegisterGradient
from headrace.graph.core.rules.registered_shapes import RegisterShape as RegisterShape
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue as SparseTensorValue
from headrace.graph.core.tensor import Tensor as Tensor
from headrace.graph.types.shapes import TensorShape as TensorShape
from headrace.graph.core.default_graph_functions import add_to_collection as add_to_collection
from headrace.graph.core.default_graph_functions import add_to_collections as add_to_collections
from headrace.graph.types.dtypes import as_dtype as as_dtype
from headrace.graph.types.dtypes import bfloat16 as bfloat16
from headrace.graph.types.dtypes import bool_ as bool
from headrace.graph.core.default_graph_functions import colocate_with as colocate_with
from headrace.graph.types.dtypes import complex128 as complex128
from headrace.graph.types.dtypes import complex64 as complex64
from headrace.graph.core.default_graph_functions import container as container
from headrace.graph.core.default_graph_functions import control_dependencies as control_dependencies
from headrace.graph.core.build import convert_to_tensor as convert_to_tensor
from headrace.graph.ops.sparse.indexed_slices import convert_to_tensor_or_indexed_slices as convert_to_tensor_or_indexed_slices
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.graph.core.default_graph_functions import device as device
from headrace.graph.types.dtypes import float64 as double
from headrace.graph.types.dtypes import float16 as float16
from headrace.graph.types.dtypes import float32 as float32
from headrace.graph.types.dtypes import float64 as float64
from headrace.graph.core.default_graph_functions import get_collection as get_collection
from headrace.graph.core.default_graph_functions import get_collection_ref as get_collection_ref
from headrace.graph.core.defaults import get_default_graph as get_default_graph
from headrace.graph.runtime.random_seed import get_seed as get_seed
from headrace.graph.types.dtypes import float16 as half
from headrace.graph.graphdef.importing import import_graph_def as import_graph_def
from headrace.graph.types.dtypes import int16 as int16
from headrace.graph.types.dtypes import int32 as int32
from headrace.graph.types.dtypes import int64 as int64
from headrace.graph.types.dtypes import int8 as int8
from headrace.graph.graphdef.tensor_messages import make_ndarray as make_ndarray
from headrace.graph.graphdef.tensor_messages import make_tensor_proto as make_tensor_proto
from headrace.graph.core.scopes.name_scope import name_scope as name_scope
from headrace.graph.core.scopes.name_scope import op_scope as op_scope
from headrace.graph.types.dtypes import qint16 as qint16
from headrace.graph.types.dtypes import qint32 as qint32
from headrace.graph.types.dtypes import qint8 as qint8
from headrace.graph.types.dtypes import quint16 as quint16
from headrace.graph.types.dtypes import quint8 as quint8
from headrace.graph.core.build import register_tensor_conversion_function as register_tensor_conversion_function
from headrace.graph.core.defaults import reset_default_graph as reset_default_graph
from headrace.graph.types.dtypes import resource as resource
from headrace.graph.runtime.random_seed import set_random_seed as set_random_seed
from headrace.graph.types.dtypes import string as string
from headrace.graph.types.dtypes import uint16 as uint16
from headrace.graph.types.dtypes import uint32 as uint32
from headrace.graph.types.dtypes import uint64 as uint64
from headrace.graph.types.dtypes import uint8 as uint8
from headrace.graph.types.dtypes import variant as variant

__all__ = [
    "DType",
    "DeviceSpec",
    "Dimension",
    "Graph",
    "GraphKeys",
    "IndexedSlices",
    "NoGradient",
    "NotDifferentiable",
    "Operation",
    "QUANTIZED_DTYPES",
    "RegisterGradient",
    "RegisterShape",
    "SparseTensor",
    "SparseTensorValue",
    "Tensor",
    "TensorShape",
    "add_to_collection",
    "add_to_collections",
    "as_dtype",
    "bfloat16",
    "bool",
    "colocate_with",
    "complex128",
    "complex64",
    "container",
    "control_dependencies",
    "convert_to_tensor",
    "convert_to_tensor_or_indexed_slices",
    "convert_to_tensor_or_sparse_tensor",
    "device",
    "double",
    "float16",
    "float32",
    "float64",
    "get_collection",
    "get_collection_ref",
    "get_default_graph",
    "get_seed",
    "half",
    "import_graph_def",
    "int16",
    "int32",
    "int64",
    "int8",
    "make_ndarray",
    "make_tensor_proto",
    "name_scope",
    "op_scope",
    "qint16",
    "qint32",
    "qint8",
    "quint16",
    "quint8",
    "register_tensor_conversion_function",
    "reset_default_graph",
    "resource",
    "set_random_seed",
    "string",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "variant",
]

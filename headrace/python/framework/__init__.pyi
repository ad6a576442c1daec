"""tf.python.framework: as far as programs use it. Made by `make names`."""

from headrace.python.framework import constant_op as constant_op
from headrace.python.framework import convert_to_constants as convert_to_constants
from headrace.python.framework import device as device
from headrace.python.framework import device_spec as device_spec
from headrace.python.framework import dtypes as dtypes
from headrace import errors as errors
from headrace.python.framework import errors_impl as errors_impl
from headrace.python.framework import framework_lib as framework_lib
from headrace.python.framework import graph_io as graph_io
from headrace.python.framework import graph_util as graph_util
from headrace.python.framework import graph_util_impl as graph_util_impl
from headrace.python.framework import importer as importer
from headrace.python.framework import indexed_slices as indexed_slices
from headrace.python.framework import meta_graph as meta_graph
from headrace.python.framework import ops as ops
from headrace.python.framework import random_seed as random_seed
from headrace.python.framework import smart_cond as smart_cond
from headrace.python.framework import sparse_tensor as sparse_tensor
from headrace.python.framework import tensor_conversion_registry as tensor_conversion_registry
from headrace.python.framework import tensor_shape as tensor_shape
from headrace.python.framework import tensor_spec as tensor_spec
from headrace.python.framework import tensor_util as tensor_util
from headrace.python.framework import test_util as test_util
from headrace.python.framework import types as types
from headrace.python.framework import versions as versions

__all__ = [
    "constant_op",
    "convert_to_constants",
    "device",
    "device_spec",
    "dtypes",
    "errors",
    "errors_impl",
    "framework_lib",
    "graph_io",
    "graph_util",
    "graph_util_impl",
    "importer",
    "indexed_slices",
    "meta_graph",
    "ops",
    "random_seed",
    "smart_cond",
    "sparse_tensor",
    "tensor_conversion_registry",
    "tensor_shape",
    "tensor_spec",
    "tensor_util",
    "test_util",
    "types",
    "versions",
]

"""tf.contrib.framework.python.framework: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.checks.kinds import assert_same_float_dtype as assert_same_float_dtype
from headrace.graph.ops.checks.kinds import assert_scalar as assert_scalar
from headrace.training.contrib.framework.tensors import assert_scalar_int as assert_scalar_int
from headrace.contrib.framework.python.framework import checkpoint_utils as checkpoint_utils
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.training.contrib.framework.graphs import fuse_op as fuse_op
from headrace.training.contrib.framework.graphs import get_placeholders as get_placeholders
from headrace.contrib.framework.python.framework import graph_util as graph_util
from headrace.training.contrib.framework.values import init_from_checkpoint as init_from_checkpoint
from headrace.training.contrib.framework.tensors import is_tensor as is_tensor
from headrace.training.contrib.framework.values import list_variables as list_variables
from headrace.training.contrib.framework.values import load_checkpoint as load_checkpoint
from headrace.training.contrib.framework.values import load_variable as load_variable
from headrace.training.contrib.framework.tensors import reduce_sum_n as reduce_sum_n
from headrace.training.contrib.framework.tensors import remove_squeezable_dimensions as remove_squeezable_dimensions
from headrace.contrib.framework.python.framework import tensor_util as tensor_util
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_scalar_int",
    "checkpoint_utils",
    "convert_to_tensor_or_sparse_tensor",
    "fuse_op",
    "get_placeholders",
    "graph_util",
    "init_from_checkpoint",
    "is_tensor",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "tensor_util",
    "with_same_shape",
    "with_shape",
]

"""tf.contrib.framework.python.framework.tensor_util: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.checks.kinds import assert_same_float_dtype as assert_same_float_dtype
from headrace.graph.ops.checks.kinds import assert_scalar as assert_scalar
from headrace.training.contrib.framework.tensors import assert_scalar_int as assert_scalar_int
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.training.contrib.framework.tensors import is_tensor as is_tensor
from headrace.training.contrib.framework.tensors import reduce_sum_n as reduce_sum_n
from headrace.training.contrib.framework.tensors import remove_squeezable_dimensions as remove_squeezable_dimensions
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "assert_same_float_dtype",
    "assert_scalar",
    "assert_scalar_int",
    "convert_to_tensor_or_sparse_tensor",
    "is_tensor",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "with_same_shape",
    "with_shape",
]

"""tf.contrib.framework.python.framework.tensor_util: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor
from headrace.training.contrib.shapes import with_same_shape as with_same_shape
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "convert_to_tensor_or_sparse_tensor",
    "with_same_shape",
    "with_shape",
]

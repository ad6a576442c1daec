"""tf.python.framework.sparse_tensor: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue as SparseTensorValue
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor as convert_to_tensor_or_sparse_tensor

__all__ = [
    "SparseTensor",
    "SparseTensorValue",
    "convert_to_tensor_or_sparse_tensor",
]

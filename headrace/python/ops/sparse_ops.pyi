"""tf.python.ops.sparse_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.codecs import deserialize_many_sparse as deserialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_many_sparse as serialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_sparse as serialize_sparse
from headrace.graph.ops.sparse.sparse import sparse_reorder as sparse_reorder
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as sparse_tensor_to_dense
from headrace.graph.ops.arrays.scatter import sparse_to_dense as sparse_to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as sparse_to_indicator

__all__ = [
    "deserialize_many_sparse",
    "serialize_many_sparse",
    "serialize_sparse",
    "sparse_reorder",
    "sparse_tensor_to_dense",
    "sparse_to_dense",
    "sparse_to_indicator",
]

"""tf.python.ops.sparse_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.codecs import deserialize_many_sparse as deserialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_many_sparse as serialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_sparse as serialize_sparse
from headrace.graph.ops.sparse.joining import sparse_concat as sparse_concat
from headrace.graph.ops.sparse.cross import sparse_cross as sparse_cross
from headrace.graph.ops.sparse.cross import sparse_cross_hashed as sparse_cross_hashed
from headrace.graph.ops.sparse.rows import sparse_fill_empty_rows as sparse_fill_empty_rows
from headrace.graph.ops.sparse.sparse import sparse_merge as sparse_merge
from headrace.graph.ops.sparse.sparse import sparse_reorder as sparse_reorder
from headrace.graph.ops.sparse.reshaping import sparse_reshape as sparse_reshape
from headrace.graph.ops.sparse.reshaping import sparse_retain as sparse_retain
from headrace.graph.ops.sparse.reshaping import sparse_slice as sparse_slice
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as sparse_tensor_to_dense
from headrace.graph.ops.arrays.scatter import sparse_to_dense as sparse_to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as sparse_to_indicator

__all__ = [
    "deserialize_many_sparse",
    "serialize_many_sparse",
    "serialize_sparse",
    "sparse_concat",
    "sparse_cross",
    "sparse_cross_hashed",
    "sparse_fill_empty_rows",
    "sparse_merge",
    "sparse_reorder",
    "sparse_reshape",
    "sparse_retain",
    "sparse_slice",
    "sparse_tensor_to_dense",
    "sparse_to_dense",
    "sparse_to_indicator",
]

"""tf.python.ops.sparse_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.codecs import deserialize_many_sparse as deserialize_many_sparse
from headrace.graph.ops.sparse.making import from_dense as from_dense
from headrace.graph.ops.sparse.codecs import serialize_many_sparse as serialize_many_sparse
from headrace.graph.ops.sparse.codecs import serialize_sparse as serialize_sparse
from headrace.graph.ops.sparse.merging import sparse_add as sparse_add
from headrace.graph.ops.sparse.joining import sparse_concat as sparse_concat
from headrace.graph.ops.sparse.cross import sparse_cross as sparse_cross
from headrace.graph.ops.sparse.cross import sparse_cross_hashed as sparse_cross_hashed
from headrace.graph.ops.sparse.making import sparse_expand_dims as sparse_expand_dims
from headrace.graph.ops.sparse.making import sparse_eye as sparse_eye
from headrace.graph.ops.sparse.rows import sparse_fill_empty_rows as sparse_fill_empty_rows
from headrace.graph.ops.sparse.merging import sparse_maximum as sparse_maximum
from headrace.graph.ops.sparse.sparse import sparse_merge as sparse_merge
from headrace.graph.ops.sparse.merging import sparse_minimum as sparse_minimum
from headrace.graph.ops.sparse.reductions import sparse_reduce_max as sparse_reduce_max
from headrace.graph.ops.sparse.reductions import sparse_reduce_sum as sparse_reduce_sum
from headrace.graph.ops.sparse.sparse import sparse_reorder as sparse_reorder
from headrace.graph.ops.sparse.making import sparse_reset_shape as sparse_reset_shape
from headrace.graph.ops.sparse.reshaping import sparse_reshape as sparse_reshape
from headrace.graph.ops.sparse.reshaping import sparse_retain as sparse_retain
from headrace.graph.ops.sparse.reshaping import sparse_slice as sparse_slice
from headrace.graph.ops.sparse.reductions import sparse_softmax as sparse_softmax
from headrace.graph.ops.sparse.making import sparse_split as sparse_split
from headrace.graph.ops.sparse.products import sparse_tensor_dense_matmul as sparse_tensor_dense_matmul
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as sparse_tensor_to_dense
from headrace.graph.ops.arrays.scatter import sparse_to_dense as sparse_to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as sparse_to_indicator
from headrace.graph.ops.sparse.making import sparse_transpose as sparse_transpose
from headrace import sparse_reduce_max_sparse as sparse_reduce_max_sparse
from headrace import sparse_reduce_sum_sparse as sparse_reduce_sum_sparse

__all__ = [
    "deserialize_many_sparse",
    "from_dense",
    "serialize_many_sparse",
    "serialize_sparse",
    "sparse_add",
    "sparse_concat",
    "sparse_cross",
    "sparse_cross_hashed",
    "sparse_expand_dims",
    "sparse_eye",
    "sparse_fill_empty_rows",
    "sparse_maximum",
    "sparse_merge",
    "sparse_minimum",
    "sparse_reduce_max",
    "sparse_reduce_max_sparse",
    "sparse_reduce_sum",
    "sparse_reduce_sum_sparse",
    "sparse_reorder",
    "sparse_reset_shape",
    "sparse_reshape",
    "sparse_retain",
    "sparse_slice",
    "sparse_softmax",
    "sparse_split",
    "sparse_tensor_dense_matmul",
    "sparse_tensor_to_dense",
    "sparse_to_dense",
    "sparse_to_indicator",
    "sparse_transpose",
]

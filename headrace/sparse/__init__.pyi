"""tf.sparse: tensors of which only some elements are there. Made by `make names`."""

from headrace.graph.variables.accumulators import SparseConditionalAccumulator as SparseConditionalAccumulator
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.merging import sparse_add as add
from headrace.graph.ops.sparse.joining import sparse_concat as concat
from headrace.graph.ops.sparse.cross import sparse_cross as cross
from headrace.graph.ops.sparse.cross import sparse_cross_hashed as cross_hashed
from headrace.graph.ops.sparse.making import sparse_expand_dims as expand_dims
from headrace.graph.ops.sparse.making import sparse_eye as eye
from headrace.graph.ops.sparse.rows import sparse_fill_empty_rows as fill_empty_rows
from headrace.graph.ops.sparse.making import from_dense as from_dense
from headrace.graph.ops.sparse.making import sparse_mask as mask
from headrace.graph.ops.sparse.products import sparse_tensor_dense_matmul as matmul
from headrace.graph.ops.sparse.merging import sparse_maximum as maximum
from headrace.graph.ops.sparse.sparse import sparse_merge as merge
from headrace.graph.ops.sparse.merging import sparse_minimum as minimum
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as placeholder
from headrace.graph.ops.sparse.reductions import sparse_reduce_max as reduce_max
from headrace.graph.ops.sparse.reductions import sparse_reduce_sum as reduce_sum
from headrace.graph.ops.sparse.sparse import sparse_reorder as reorder
from headrace.graph.ops.sparse.making import sparse_reset_shape as reset_shape
from headrace.graph.ops.sparse.reshaping import sparse_reshape as reshape
from headrace.graph.ops.sparse.reshaping import sparse_retain as retain
from headrace.graph.ops.segments.gathered import sparse_segment_sum as segment_sum
from headrace.graph.ops.sparse.reshaping import sparse_slice as slice
from headrace.graph.ops.sparse.reductions import sparse_softmax as softmax
from headrace.graph.ops.sparse.products import sparse_tensor_dense_matmul as sparse_dense_matmul
from headrace.graph.ops.sparse.making import sparse_split as split
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as to_indicator
from headrace.graph.ops.sparse.making import sparse_transpose as transpose
from headrace import sparse_reduce_max_sparse as reduce_max_sparse
from headrace import sparse_reduce_sum_sparse as reduce_sum_sparse
from headrace import sparse_segment_mean as segment_mean
from headrace import sparse_segment_sqrt_n as segment_sqrt_n

__all__ = [
    "SparseTensor",
    "add",
    "concat",
    "cross",
    "cross_hashed",
    "expand_dims",
    "eye",
    "fill_empty_rows",
    "from_dense",
    "mask",
    "matmul",
    "maximum",
    "merge",
    "minimum",
    "placeholder",
    "reduce_max",
    "reduce_max_sparse",
    "reduce_sum",
    "reduce_sum_sparse",
    "reorder",
    "reset_shape",
    "reshape",
    "retain",
    "segment_mean",
    "segment_sqrt_n",
    "segment_sum",
    "slice",
    "softmax",
    "sparse_dense_matmul",
    "split",
    "to_dense",
    "to_indicator",
    "transpose",
]

"""tf.sparse: tensors of which only some elements are there. Made by `make names`."""

from headrace.graph.variables.accumulators import SparseConditionalAccumulator as SparseConditionalAccumulator
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.joining import sparse_concat as concat
from headrace.graph.ops.sparse.cross import sparse_cross as cross
from headrace.graph.ops.sparse.cross import sparse_cross_hashed as cross_hashed
from headrace.graph.ops.sparse.rows import sparse_fill_empty_rows as fill_empty_rows
from headrace.graph.ops.sparse.sparse import sparse_merge as merge
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as placeholder
from headrace.graph.ops.sparse.sparse import sparse_reorder as reorder
from headrace.graph.ops.sparse.reshaping import sparse_reshape as reshape
from headrace.graph.ops.sparse.reshaping import sparse_retain as retain
from headrace.graph.ops.segments.gathered import sparse_segment_sum as segment_sum
from headrace.graph.ops.sparse.reshaping import sparse_slice as slice
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as to_indicator
from headrace import sparse_segment_mean as segment_mean
from headrace import sparse_segment_sqrt_n as segment_sqrt_n

__all__ = [
    "SparseTensor",
    "concat",
    "cross",
    "cross_hashed",
    "fill_empty_rows",
    "merge",
    "placeholder",
    "reorder",
    "reshape",
    "retain",
    "segment_mean",
    "segment_sqrt_n",
    "segment_sum",
    "slice",
    "to_dense",
    "to_indicator",
]

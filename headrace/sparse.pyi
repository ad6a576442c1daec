"""tf.sparse: as far as programs use it. Made by `make names`."""

from headrace.graph.variables.accumulators import SparseConditionalAccumulator as SparseConditionalAccumulator
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as placeholder
from headrace.graph.ops.sparse.sparse import sparse_reorder as reorder
from headrace.graph.ops.segments.gathered import sparse_segment_sum as segment_sum
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as to_indicator
from headrace import sparse_segment_mean as segment_mean
from headrace import sparse_segment_sqrt_n as segment_sqrt_n

__all__ = [
    "SparseConditionalAccumulator",
    "SparseTensor",
    "placeholder",
    "reorder",
    "segment_mean",
    "segment_sqrt_n",
    "segment_sum",
    "to_dense",
    "to_indicator",
]

"""tf.sparse: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor
from headrace.graph.ops.sparse.sparse_tensor import sparse_placeholder as placeholder
from headrace.graph.ops.sparse.sparse import sparse_reorder as reorder
from headrace.graph.ops.segments.gathered import sparse_segment_sum as segment_sum
from headrace.graph.ops.sparse.sparse import sparse_tensor_to_dense as to_dense
from headrace.graph.ops.sparse.sparse import sparse_to_indicator as to_indicator
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def segment_mean(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The mean of the rows `data[indices]` of each segment.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

def segment_sqrt_n(
    data: _TensorLike,
    indices: _TensorLike,
    segment_ids: _TensorLike,
    name: str | None = None,
    num_segments: _TensorLike | None = None,
) -> _Tensor:
    """The sum of the rows `data[indices]` of each segment, divided by the root of their number.

    Args:
      data: float32 or float64 [rows, ...].
      indices: int32 or int64 [n], in [0, rows).
      segment_ids: int32 [n], ascending from 0 or more; numbers may be left out.
      num_segments: int scalar; the last segment id + 1 by default.

    Returns:
      [segments, ...], dtype of `data`; 0 for segments without rows.

    Raises:
      ValueError: static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) an index out of range, ids that descend or are too great.
    """

__all__ = [
    "SparseTensor",
    "placeholder",
    "reorder",
    "segment_mean",
    "segment_sqrt_n",
    "segment_sum",
    "to_dense",
    "to_indicator",
]

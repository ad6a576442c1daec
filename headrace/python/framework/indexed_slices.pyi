"""tf.python.framework.indexed_slices: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices
from headrace.graph.ops.sparse.indexed_slices import convert_to_tensor_or_indexed_slices as convert_to_tensor_or_indexed_slices

__all__ = [
    "IndexedSlices",
    "convert_to_tensor_or_indexed_slices",
]

"""tf.python.framework.indexed_slices: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.indexed_slices import IndexedSlices as IndexedSlices

__all__ = [
    "IndexedSlices",
]

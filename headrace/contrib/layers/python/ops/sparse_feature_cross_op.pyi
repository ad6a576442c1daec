"""tf.contrib.layers.python.ops.sparse_feature_cross_op: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sparse.cross import sparse_feature_cross as sparse_feature_cross

__all__ = [
    "sparse_feature_cross",
]

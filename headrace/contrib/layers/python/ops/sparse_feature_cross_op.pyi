"""tf.contrib.layers.python.ops.sparse_feature_cross_op: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.feature_columns.parsing import DEFAULT_KEY as SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY
from headrace.graph.ops.sparse.cross import sparse_feature_cross as sparse_feature_cross

__all__ = [
    "SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY",
    "sparse_feature_cross",
]

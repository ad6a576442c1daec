"""tf.contrib.layers.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.layers.python.ops import bucketization_op as bucketization_op
from headrace.contrib.layers.python.ops import sparse_feature_cross_op as sparse_feature_cross_op
from headrace.contrib.layers.python.ops import sparse_ops as sparse_ops

__all__ = [
    "bucketization_op",
    "sparse_feature_cross_op",
    "sparse_ops",
]

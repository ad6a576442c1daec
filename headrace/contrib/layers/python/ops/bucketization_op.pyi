"""tf.contrib.layers.python.ops.bucketization_op: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.math.rounding import bucketize as bucketize

__all__ = [
    "bucketize",
]

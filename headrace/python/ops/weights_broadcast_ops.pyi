"""tf.python.ops.weights_broadcast_ops: as far as programs use it. Made by `make names`."""

from headrace.training.weights_broadcast import assert_broadcastable as assert_broadcastable
from headrace.training.weights_broadcast import broadcast_weights as broadcast_weights

__all__ = [
    "assert_broadcastable",
    "broadcast_weights",
]

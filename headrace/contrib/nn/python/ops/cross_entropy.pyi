"""tf.contrib.nn.python.ops.cross_entropy: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.elementwise_losses import flipped_sigmoid_cross_entropy as deprecated_flipped_sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_softmax_cross_entropy as deprecated_flipped_softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_sparse_softmax_cross_entropy as deprecated_flipped_sparse_softmax_cross_entropy_with_logits

__all__ = [
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
]

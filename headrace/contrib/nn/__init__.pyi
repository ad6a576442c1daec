"""tf.contrib.nn: losses over a sample of the classes. Made by `make names`."""

from headrace.graph.ops.nn.sigmoid_losses import flipped_sigmoid_cross_entropy as deprecated_flipped_sigmoid_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_softmax_cross_entropy as deprecated_flipped_softmax_cross_entropy_with_logits
from headrace.graph.ops.nn.cross_entropy import flipped_sparse_softmax_cross_entropy as deprecated_flipped_sparse_softmax_cross_entropy_with_logits
from headrace.contrib.nn import python as python
from headrace.graph.ops.sampling.losses import rank_sampled_softmax_loss as rank_sampled_softmax_loss
from headrace.graph.ops.sampling.losses import sampled_sparse_softmax_loss as sampled_sparse_softmax_loss

__all__ = [
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
    "rank_sampled_softmax_loss",
    "sampled_sparse_softmax_loss",
]

"""tf.contrib.nn.python.ops.sampling_ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.nn import rank_sampled_softmax_loss as rank_sampled_softmax_loss
from headrace.contrib.nn import sampled_sparse_softmax_loss as sampled_sparse_softmax_loss

__all__ = [
    "rank_sampled_softmax_loss",
    "sampled_sparse_softmax_loss",
]

"""tf.python.ops.losses.losses_impl: as far as programs use it. Made by `make names`."""

from headrace.training.losses.weighted import Reduction as Reduction
from headrace.training.losses.weighted import compute_weighted_loss as compute_weighted_loss
from headrace.training.losses.losses import mean_pairwise_squared_error as mean_pairwise_squared_error
from headrace.losses import absolute_difference as absolute_difference
from headrace.losses import cosine_distance as cosine_distance
from headrace.losses import hinge_loss as hinge_loss
from headrace.losses import huber_loss as huber_loss
from headrace.losses import log_loss as log_loss
from headrace.losses import mean_squared_error as mean_squared_error
from headrace.losses import sigmoid_cross_entropy as sigmoid_cross_entropy
from headrace.losses import softmax_cross_entropy as softmax_cross_entropy
from headrace.losses import sparse_softmax_cross_entropy as sparse_softmax_cross_entropy

__all__ = [
    "Reduction",
    "absolute_difference",
    "compute_weighted_loss",
    "cosine_distance",
    "hinge_loss",
    "huber_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

"""tf.contrib.slim.losses: those of tf.contrib.losses. Made by `make names`."""

from headrace.training.losses.weighted import add_loss as add_loss
from headrace.training.contrib.losses.losses import compute_weighted_loss as compute_weighted_loss
from headrace.training.losses.weighted import get_losses as get_losses
from headrace.training.losses.weighted import get_regularization_losses as get_regularization_losses
from headrace.training.losses.weighted import get_total_loss as get_total_loss
from headrace.training.contrib.losses.losses import hinge_loss as hinge_loss
from headrace.contrib.slim.losses import metric_learning as metric_learning
from headrace.contrib.losses import absolute_difference as absolute_difference
from headrace.contrib.losses import cosine_distance as cosine_distance
from headrace.contrib.losses import log_loss as log_loss
from headrace.contrib.losses import mean_pairwise_squared_error as mean_pairwise_squared_error
from headrace.contrib.losses import mean_squared_error as mean_squared_error
from headrace.contrib.losses import sigmoid_cross_entropy as sigmoid_cross_entropy
from headrace.contrib.losses import softmax_cross_entropy as softmax_cross_entropy
from headrace.contrib.losses import sparse_softmax_cross_entropy as sparse_softmax_cross_entropy

__all__ = [
    "absolute_difference",
    "add_loss",
    "compute_weighted_loss",
    "cosine_distance",
    "get_losses",
    "get_regularization_losses",
    "get_total_loss",
    "hinge_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "metric_learning",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

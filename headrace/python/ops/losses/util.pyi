"""tf.python.ops.losses.util: as far as programs use it. Made by `make names`."""

from headrace.training.losses.weighted import add_loss as add_loss
from headrace.training.losses.weighted import get_losses as get_losses
from headrace.training.losses.weighted import get_regularization_loss as get_regularization_loss
from headrace.training.losses.weighted import get_regularization_losses as get_regularization_losses
from headrace.training.losses.weighted import get_total_loss as get_total_loss

__all__ = [
    "add_loss",
    "get_losses",
    "get_regularization_loss",
    "get_regularization_losses",
    "get_total_loss",
]

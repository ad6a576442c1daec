"""tf.losses: what predictions and labels differ by, as one number."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.losses.losses": "absolute_difference cosine_distance hinge_loss huber_loss log_loss"
        " mean_pairwise_squared_error mean_squared_error sigmoid_cross_entropy softmax_cross_entropy"
        " sparse_softmax_cross_entropy",
        "headrace.training.losses.weighted": "Reduction add_loss compute_weighted_loss get_losses get_regularization_loss"
        " get_regularization_losses get_total_loss",
    },
)

"""tf.contrib.losses: the losses of tf.losses with predictions before labels."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.contrib.losses": "absolute_difference compute_weighted_loss cosine_distance hinge_loss log_loss"
        " mean_pairwise_squared_error mean_squared_error sigmoid_cross_entropy softmax_cross_entropy"
        " sparse_softmax_cross_entropy",
        "headrace.training.losses.weighted": "add_loss get_losses get_regularization_losses get_total_loss",
    },
)

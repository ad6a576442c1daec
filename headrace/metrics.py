"""tf.metrics: values that grow with every batch, their sums in local variables."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.metrics.counts": "false_negatives false_positives precision recall true_negatives true_positives",
        "headrace.training.metrics.curves": "auc mean_iou",
        "headrace.training.metrics.means": "accuracy mean mean_absolute_error mean_cosine_distance mean_per_class_accuracy"
        " mean_relative_error mean_squared_error mean_tensor percentage_below root_mean_squared_error",
        "headrace.training.metrics.thresholds": "false_negatives_at_thresholds false_positives_at_thresholds"
        " precision_at_thresholds recall_at_thresholds sensitivity_at_specificity specificity_at_sensitivity"
        " true_negatives_at_thresholds true_positives_at_thresholds",
        "headrace.training.metrics.top_k": "average_precision_at_k precision_at_k precision_at_top_k recall_at_k recall_at_top_k"
        " sparse_average_precision_at_k=average_precision_at_k sparse_precision_at_k=precision_at_k",
    },
)

"""tf.contrib.metrics: streaming metrics, predictions before labels."""

from __future__ import annotations

from .. import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.metrics.confusion": "confusion_matrix",
        "headrace.training.contrib.metrics": "accuracy aggregate_metric_map aggregate_metrics streaming_accuracy streaming_auc"
        " streaming_false_negatives streaming_false_positives streaming_mean streaming_mean_absolute_error"
        " streaming_mean_cosine_distance streaming_mean_iou streaming_mean_relative_error streaming_mean_squared_error"
        " streaming_mean_tensor streaming_percentage_less streaming_precision streaming_precision_at_thresholds"
        " streaming_recall streaming_recall_at_k streaming_recall_at_thresholds streaming_root_mean_squared_error"
        " streaming_sparse_precision_at_k streaming_sparse_recall_at_k streaming_true_negatives streaming_true_positives",
        "headrace.graph.ops.arrays.set_operations": "set_difference set_intersection set_size set_union",
    },
)

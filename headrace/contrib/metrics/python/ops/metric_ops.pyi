"""tf.contrib.metrics.python.ops.metric_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.batch_metrics import aggregate_metric_map as aggregate_metric_map
from headrace.training.contrib.batch_metrics import aggregate_metrics as aggregate_metrics
from headrace.contrib.metrics import streaming_accuracy as streaming_accuracy
from headrace.contrib.metrics import streaming_auc as streaming_auc
from headrace.contrib.metrics import streaming_false_negatives as streaming_false_negatives
from headrace.contrib.metrics import streaming_false_positives as streaming_false_positives
from headrace.contrib.metrics import streaming_mean as streaming_mean
from headrace.contrib.metrics import streaming_mean_absolute_error as streaming_mean_absolute_error
from headrace.contrib.metrics import streaming_mean_cosine_distance as streaming_mean_cosine_distance
from headrace.contrib.metrics import streaming_mean_iou as streaming_mean_iou
from headrace.contrib.metrics import streaming_mean_relative_error as streaming_mean_relative_error
from headrace.contrib.metrics import streaming_mean_squared_error as streaming_mean_squared_error
from headrace.contrib.metrics import streaming_mean_tensor as streaming_mean_tensor
from headrace.contrib.metrics import streaming_percentage_less as streaming_percentage_less
from headrace.contrib.metrics import streaming_precision as streaming_precision
from headrace.contrib.metrics import streaming_precision_at_thresholds as streaming_precision_at_thresholds
from headrace.contrib.metrics import streaming_recall as streaming_recall
from headrace.contrib.metrics import streaming_recall_at_k as streaming_recall_at_k
from headrace.contrib.metrics import streaming_recall_at_thresholds as streaming_recall_at_thresholds
from headrace.contrib.metrics import streaming_root_mean_squared_error as streaming_root_mean_squared_error
from headrace.contrib.metrics import streaming_sparse_precision_at_k as streaming_sparse_precision_at_k
from headrace.contrib.metrics import streaming_sparse_recall_at_k as streaming_sparse_recall_at_k
from headrace.contrib.metrics import streaming_true_negatives as streaming_true_negatives
from headrace.contrib.metrics import streaming_true_positives as streaming_true_positives

__all__ = [
    "aggregate_metric_map",
    "aggregate_metrics",
    "streaming_accuracy",
    "streaming_auc",
    "streaming_false_negatives",
    "streaming_false_positives",
    "streaming_mean",
    "streaming_mean_absolute_error",
    "streaming_mean_cosine_distance",
    "streaming_mean_iou",
    "streaming_mean_relative_error",
    "streaming_mean_squared_error",
    "streaming_mean_tensor",
    "streaming_percentage_less",
    "streaming_precision",
    "streaming_precision_at_thresholds",
    "streaming_recall",
    "streaming_recall_at_k",
    "streaming_recall_at_thresholds",
    "streaming_root_mean_squared_error",
    "streaming_sparse_precision_at_k",
    "streaming_sparse_recall_at_k",
    "streaming_true_negatives",
    "streaming_true_positives",
]

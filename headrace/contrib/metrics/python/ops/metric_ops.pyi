"""tf.contrib.metrics.python.ops.metric_ops: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.continuous import Normal as Normal
from headrace.training.contrib.metrics.batch import aggregate_metric_map as aggregate_metric_map
from headrace.training.contrib.metrics.batch import aggregate_metrics as aggregate_metrics
from headrace.training.contrib.metrics.equal_thresholds import precision_recall_at_equal_thresholds as precision_recall_at_equal_thresholds
from headrace.training.contrib.metrics.growing import streaming_concat as streaming_concat
from headrace.training.contrib.metrics.at_thresholds import streaming_true_positives_at_thresholds as streaming_true_positives_at_thresholds
from headrace.contrib.metrics import auc_with_confidence_intervals as auc_with_confidence_intervals
from headrace.contrib.metrics import cohen_kappa as cohen_kappa
from headrace.contrib.metrics import count as count
from headrace.contrib.metrics import precision_at_recall as precision_at_recall
from headrace.contrib.metrics import recall_at_precision as recall_at_precision
from headrace.contrib.metrics import sparse_recall_at_top_k as sparse_recall_at_top_k
from headrace.contrib.metrics import streaming_accuracy as streaming_accuracy
from headrace.contrib.metrics import streaming_auc as streaming_auc
from headrace.contrib.metrics import streaming_covariance as streaming_covariance
from headrace.contrib.metrics import streaming_curve_points as streaming_curve_points
from headrace.contrib.metrics import streaming_dynamic_auc as streaming_dynamic_auc
from headrace.contrib.metrics import streaming_false_negative_rate as streaming_false_negative_rate
from headrace.contrib.metrics import streaming_false_negative_rate_at_thresholds as streaming_false_negative_rate_at_thresholds
from headrace.contrib.metrics import streaming_false_negatives as streaming_false_negatives
from headrace.contrib.metrics import streaming_false_negatives_at_thresholds as streaming_false_negatives_at_thresholds
from headrace.contrib.metrics import streaming_false_positive_rate as streaming_false_positive_rate
from headrace.contrib.metrics import streaming_false_positive_rate_at_thresholds as streaming_false_positive_rate_at_thresholds
from headrace.contrib.metrics import streaming_false_positives as streaming_false_positives
from headrace.contrib.metrics import streaming_false_positives_at_thresholds as streaming_false_positives_at_thresholds
from headrace.contrib.metrics import streaming_mean as streaming_mean
from headrace.contrib.metrics import streaming_mean_absolute_error as streaming_mean_absolute_error
from headrace.contrib.metrics import streaming_mean_cosine_distance as streaming_mean_cosine_distance
from headrace.contrib.metrics import streaming_mean_iou as streaming_mean_iou
from headrace.contrib.metrics import streaming_mean_relative_error as streaming_mean_relative_error
from headrace.contrib.metrics import streaming_mean_squared_error as streaming_mean_squared_error
from headrace.contrib.metrics import streaming_mean_tensor as streaming_mean_tensor
from headrace.contrib.metrics import streaming_pearson_correlation as streaming_pearson_correlation
from headrace.contrib.metrics import streaming_percentage_less as streaming_percentage_less
from headrace.contrib.metrics import streaming_precision as streaming_precision
from headrace.contrib.metrics import streaming_precision_at_thresholds as streaming_precision_at_thresholds
from headrace.contrib.metrics import streaming_recall as streaming_recall
from headrace.contrib.metrics import streaming_recall_at_k as streaming_recall_at_k
from headrace.contrib.metrics import streaming_recall_at_thresholds as streaming_recall_at_thresholds
from headrace.contrib.metrics import streaming_root_mean_squared_error as streaming_root_mean_squared_error
from headrace.contrib.metrics import streaming_sensitivity_at_specificity as streaming_sensitivity_at_specificity
from headrace.contrib.metrics import streaming_sparse_average_precision_at_k as streaming_sparse_average_precision_at_k
from headrace.contrib.metrics import streaming_sparse_average_precision_at_top_k as streaming_sparse_average_precision_at_top_k
from headrace.contrib.metrics import streaming_sparse_precision_at_k as streaming_sparse_precision_at_k
from headrace.contrib.metrics import streaming_sparse_precision_at_top_k as streaming_sparse_precision_at_top_k
from headrace.contrib.metrics import streaming_sparse_recall_at_k as streaming_sparse_recall_at_k
from headrace.contrib.metrics import streaming_specificity_at_sensitivity as streaming_specificity_at_sensitivity
from headrace.contrib.metrics import streaming_true_negatives as streaming_true_negatives
from headrace.contrib.metrics import streaming_true_negatives_at_thresholds as streaming_true_negatives_at_thresholds
from headrace.contrib.metrics import streaming_true_positives as streaming_true_positives

__all__ = [
    "Normal",
    "aggregate_metric_map",
    "aggregate_metrics",
    "auc_with_confidence_intervals",
    "cohen_kappa",
    "count",
    "precision_at_recall",
    "precision_recall_at_equal_thresholds",
    "recall_at_precision",
    "sparse_recall_at_top_k",
    "streaming_accuracy",
    "streaming_auc",
    "streaming_concat",
    "streaming_covariance",
    "streaming_curve_points",
    "streaming_dynamic_auc",
    "streaming_false_negative_rate",
    "streaming_false_negative_rate_at_thresholds",
    "streaming_false_negatives",
    "streaming_false_negatives_at_thresholds",
    "streaming_false_positive_rate",
    "streaming_false_positive_rate_at_thresholds",
    "streaming_false_positives",
    "streaming_false_positives_at_thresholds",
    "streaming_mean",
    "streaming_mean_absolute_error",
    "streaming_mean_cosine_distance",
    "streaming_mean_iou",
    "streaming_mean_relative_error",
    "streaming_mean_squared_error",
    "streaming_mean_tensor",
    "streaming_pearson_correlation",
    "streaming_percentage_less",
    "streaming_precision",
    "streaming_precision_at_thresholds",
    "streaming_recall",
    "streaming_recall_at_k",
    "streaming_recall_at_thresholds",
    "streaming_root_mean_squared_error",
    "streaming_sensitivity_at_specificity",
    "streaming_sparse_average_precision_at_k",
    "streaming_sparse_average_precision_at_top_k",
    "streaming_sparse_precision_at_k",
    "streaming_sparse_precision_at_top_k",
    "streaming_sparse_recall_at_k",
    "streaming_specificity_at_sensitivity",
    "streaming_true_negatives",
    "streaming_true_negatives_at_thresholds",
    "streaming_true_positives",
    "streaming_true_positives_at_thresholds",
]

"""tf.contrib.layers.python.layers.target_column: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.targets import ProblemType as ProblemType
from headrace.training.contrib.layers.targets import get_default_binary_metrics_for_eval as get_default_binary_metrics_for_eval
from headrace.training.contrib.layers.targets import regression_target as regression_target
from headrace.contrib.slim import binary_svm_target as binary_svm_target
from headrace.contrib.layers import multi_class_target as multi_class_target

__all__ = [
    "ProblemType",
    "binary_svm_target",
    "get_default_binary_metrics_for_eval",
    "multi_class_target",
    "regression_target",
]

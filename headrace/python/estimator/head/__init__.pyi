"""tf.python.estimator.head: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.head import base_head as base_head
from headrace.python.estimator.head import binary_class_head as binary_class_head
from headrace.python.estimator.head import multi_class_head as multi_class_head
from headrace.python.estimator.head import multi_head as multi_head
from headrace.python.estimator.head import multi_label_head as multi_label_head
from headrace.python.estimator.head import regression_head as regression_head

__all__ = [
    "base_head",
    "binary_class_head",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "regression_head",
]

"""tf.contrib.estimator.python.estimator.head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.classification import binary_classification_head as binary_classification_head
from headrace.training.estimators.heads.regression import logistic_regression_head as logistic_regression_head
from headrace.training.estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.estimators.heads.classification import multi_label_head as multi_label_head
from headrace.training.estimators.heads.regression import poisson_regression_head as poisson_regression_head
from headrace.training.estimators.heads.regression import regression_head as regression_head

__all__ = [
    "binary_classification_head",
    "logistic_regression_head",
    "multi_class_head",
    "multi_label_head",
    "poisson_regression_head",
    "regression_head",
]

"""tf.contrib.learn.python.learn.estimators.head: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.heads.head import Head as Head
from headrace.training.contrib.learn.keys import MetricKey as mkey
from headrace.training.contrib.learn_estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.contrib.learn_estimators.heads.several import multi_head as multi_head
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.training.contrib.learn_estimators.heads.regression import regression_head as regression_head
from headrace.contrib.learn import binary_svm_head as binary_svm_head
from headrace.contrib.learn import multi_label_head as multi_label_head
from headrace.contrib.learn import poisson_regression_head as poisson_regression_head

__all__ = [
    "Head",
    "binary_svm_head",
    "mkey",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "no_op_train_fn",
    "poisson_regression_head",
    "regression_head",
]

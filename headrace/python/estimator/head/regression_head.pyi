"""tf.python.estimator.head.regression_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.public import LogisticRegressionHead as LogisticRegressionHead
from headrace.training.estimators.heads.public import PoissonRegressionHead as PoissonRegressionHead
from headrace.training.estimators.heads.public import RegressionHead as RegressionHead

__all__ = [
    "LogisticRegressionHead",
    "PoissonRegressionHead",
    "RegressionHead",
]

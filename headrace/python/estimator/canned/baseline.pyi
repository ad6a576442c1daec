"""tf.python.estimator.canned.baseline: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.baseline import BaselineClassifier as BaselineClassifier
from headrace.training.estimators.canned.baseline import BaselineEstimator as BaselineEstimator
from headrace.training.estimators.canned.baseline import BaselineRegressor as BaselineRegressor

__all__ = [
    "BaselineClassifier",
    "BaselineEstimator",
    "BaselineRegressor",
]

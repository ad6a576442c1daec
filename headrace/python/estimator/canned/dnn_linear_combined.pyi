"""tf.python.estimator.canned.dnn_linear_combined: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.estimators.canned.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.estimators.canned.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor

__all__ = [
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
]

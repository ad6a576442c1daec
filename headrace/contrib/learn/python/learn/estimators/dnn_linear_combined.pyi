"""tf.contrib.learn.python.learn.estimators.dnn_linear_combined: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor

__all__ = [
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
]

"""tf.contrib.learn.python.learn.estimators.dnn: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.dnn import DNNClassifier as DNNClassifier
from headrace.training.contrib.learn_estimators.dnn import DNNEstimator as DNNEstimator
from headrace.training.contrib.learn_estimators.dnn import DNNRegressor as DNNRegressor

__all__ = [
    "DNNClassifier",
    "DNNEstimator",
    "DNNRegressor",
]

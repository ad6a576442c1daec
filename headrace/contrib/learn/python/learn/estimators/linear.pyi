"""tf.contrib.learn.python.learn.estimators.linear: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.linear import LinearClassifier as LinearClassifier
from headrace.training.contrib.learn_estimators.linear import LinearEstimator as LinearEstimator
from headrace.training.contrib.learn_estimators.linear import LinearRegressor as LinearRegressor

__all__ = [
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
]

"""tf.contrib.learn.python.learn.estimators.dynamic_rnn_estimator: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.rnn import DynamicRnnEstimator as DynamicRnnEstimator
from headrace.training.contrib.learn_estimators.rnn import PredictionType as PredictionType

__all__ = [
    "DynamicRnnEstimator",
    "PredictionType",
]

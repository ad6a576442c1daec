"""tf.contrib.learn.python.learn.estimators.rnn_common: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.rnn import PredictionType as PredictionType

__all__ = [
    "PredictionType",
]

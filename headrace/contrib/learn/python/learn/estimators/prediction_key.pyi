"""tf.contrib.learn.python.learn.estimators.prediction_key: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey

__all__ = [
    "PredictionKey",
]

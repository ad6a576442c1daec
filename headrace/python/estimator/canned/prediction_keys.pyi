"""tf.python.estimator.canned.prediction_keys: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.keys import PredictionKeys as PredictionKeys

__all__ = [
    "PredictionKeys",
]

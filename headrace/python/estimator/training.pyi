"""tf.python.estimator.training: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.train_and_evaluate import EvalSpec as EvalSpec
from headrace.training.estimators.train_and_evaluate import TrainSpec as TrainSpec
from headrace.training.estimators.train_and_evaluate import train_and_evaluate as train_and_evaluate

__all__ = [
    "EvalSpec",
    "TrainSpec",
    "train_and_evaluate",
]

"""tf.contrib.learn.python.learn.experiment: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.experiment import Experiment as Experiment
from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError

__all__ = [
    "Experiment",
    "NotFittedError",
]

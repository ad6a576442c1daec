"""tf.contrib.learn.python.learn.learn_runner: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.experiment import Experiment as Experiment
from headrace.training.contrib.experiments.runner import run as run
from headrace.training.contrib.experiments.runner import tune as tune

__all__ = [
    "Experiment",
    "run",
    "tune",
]

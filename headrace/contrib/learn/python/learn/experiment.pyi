"""tf.contrib.learn.python.learn.experiment: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.experiment import Experiment as Experiment

__all__ = [
    "Experiment",
]

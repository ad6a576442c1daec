"""tf.contrib.learn.learn_runner: experiments that are run. Made by `make names`."""

from headrace.training.contrib.experiments.runner import run as run
from headrace.training.contrib.experiments.runner import tune as tune

__all__ = [
    "run",
    "tune",
]

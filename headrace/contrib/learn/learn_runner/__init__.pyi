"""tf.contrib.learn.learn_runner: experiments that are run. Made by `make names`."""

from headrace.training.contrib.learn.runner import run as run
from headrace.training.contrib.learn.runner import tune as tune

__all__ = [
    "run",
    "tune",
]

"""tf.contrib.learn.python.learn.evaluable: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.interfaces import Evaluable as Evaluable

__all__ = [
    "Evaluable",
]

"""tf.contrib.learn.python.learn.trainable: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.interfaces import Trainable as Trainable

__all__ = [
    "Trainable",
]

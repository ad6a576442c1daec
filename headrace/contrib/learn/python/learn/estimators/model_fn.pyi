"""tf.contrib.learn.python.learn.estimators.model_fn: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys

__all__ = [
    "ModeKeys",
]

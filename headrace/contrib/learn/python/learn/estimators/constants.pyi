"""tf.contrib.learn.python.learn.estimators.constants: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import ProblemType as ProblemType

__all__ = [
    "ProblemType",
]

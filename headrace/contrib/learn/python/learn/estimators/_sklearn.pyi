"""tf.contrib.learn.python.learn.estimators._sklearn: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError

__all__ = [
    "NotFittedError",
]

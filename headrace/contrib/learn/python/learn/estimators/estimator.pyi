"""tf.contrib.learn.python.learn.estimators.estimator: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.values import list_variables as list_variables
from headrace.training.contrib.framework.values import load_variable as load_variable

__all__ = [
    "list_variables",
    "load_variable",
]

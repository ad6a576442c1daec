"""tf.contrib.learn.python.learn.estimators.svm: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_variable as load_variable

__all__ = [
    "list_variables",
    "load_variable",
]

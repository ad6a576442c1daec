"""tf.contrib.learn.python.learn.graph_actions: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.values import load_variable as load_variable

__all__ = [
    "load_variable",
]

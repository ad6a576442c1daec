"""tf.contrib.slim.python.slim: as far as programs use it. Made by `make names`."""

from headrace.contrib.slim.python.slim import data as data
from headrace.contrib.slim.python.slim import evaluation as evaluation
from headrace.contrib.slim.python.slim import learning as learning
from headrace.contrib.slim.python.slim import nets as nets

__all__ = [
    "data",
    "evaluation",
    "learning",
    "nets",
]

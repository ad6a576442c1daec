"""tf.contrib.metrics.python.metrics: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.metrics.batch import accuracy as accuracy
from headrace.contrib.metrics.python.metrics import classification as classification
from headrace.contrib.metrics import f1_score as f1_score

__all__ = [
    "accuracy",
    "classification",
    "f1_score",
]

"""tf.contrib.metrics.python.metrics.classification: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.metrics.batch import accuracy as accuracy
from headrace.contrib.metrics import f1_score as f1_score

__all__ = [
    "accuracy",
    "f1_score",
]

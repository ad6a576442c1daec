"""tf.contrib.metrics.python.metrics: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.batch_metrics import accuracy as accuracy
from headrace.contrib.metrics.python.metrics import classification as classification

__all__ = [
    "accuracy",
    "classification",
]

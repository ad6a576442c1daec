"""tf.contrib.metrics.python.metrics.classification: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.batch_metrics import accuracy as accuracy

__all__ = [
    "accuracy",
]

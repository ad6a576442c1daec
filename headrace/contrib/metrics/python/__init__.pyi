"""tf.contrib.metrics.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.metrics.python import metrics as metrics
from headrace.contrib.metrics.python import ops as ops

__all__ = [
    "metrics",
    "ops",
]

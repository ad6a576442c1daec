"""tf.contrib.losses.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.losses.python import losses as losses
from headrace.contrib.losses.python import metric_learning as metric_learning

__all__ = [
    "losses",
    "metric_learning",
]

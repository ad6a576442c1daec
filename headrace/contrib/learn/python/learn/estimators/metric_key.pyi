"""tf.contrib.learn.python.learn.estimators.metric_key: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import MetricKey as MetricKey

__all__ = [
    "MetricKey",
]

"""tf.contrib.learn.python.learn.metric_spec: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.metric_spec import MetricSpec as MetricSpec

__all__ = [
    "MetricSpec",
]

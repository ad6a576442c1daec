"""tf.python.estimator.canned.metric_keys: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.keys import MetricKeys as MetricKeys

__all__ = [
    "MetricKeys",
]

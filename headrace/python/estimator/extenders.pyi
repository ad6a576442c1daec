"""tf.python.estimator.extenders: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.extenders import add_metrics as add_metrics

__all__ = [
    "add_metrics",
]

"""tf.contrib.estimator.python.estimator.multi_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.several import multi_head as multi_head

__all__ = [
    "multi_head",
]

"""tf.python.estimator.head.multi_class_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.public import MultiClassHead as MultiClassHead

__all__ = [
    "MultiClassHead",
]

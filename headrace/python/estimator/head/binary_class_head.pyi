"""tf.python.estimator.head.binary_class_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.public import BinaryClassHead as BinaryClassHead

__all__ = [
    "BinaryClassHead",
]

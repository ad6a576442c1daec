"""tf.python.estimator.head.multi_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.public_several import MultiHead as MultiHead

__all__ = [
    "MultiHead",
]

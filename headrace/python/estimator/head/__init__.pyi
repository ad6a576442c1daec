"""tf.python.estimator.head: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.head import base_head as base_head

__all__ = [
    "base_head",
]

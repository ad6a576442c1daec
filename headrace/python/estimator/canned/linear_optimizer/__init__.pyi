"""tf.python.estimator.canned.linear_optimizer: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.canned.linear_optimizer import python as python

__all__ = [
    "python",
]

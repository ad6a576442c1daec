"""tf.python.estimator.canned.linear_optimizer.python: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.canned.linear_optimizer.python import utils as utils

__all__ = [
    "utils",
]

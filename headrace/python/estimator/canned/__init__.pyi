"""tf.python.estimator.canned: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.canned import boosted_trees as boosted_trees
from headrace.python.estimator.canned import linear_optimizer as linear_optimizer

__all__ = [
    "boosted_trees",
    "linear_optimizer",
]

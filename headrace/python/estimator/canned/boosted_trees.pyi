"""tf.python.estimator.canned.boosted_trees: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.arrays.placeholders import identity as tf_identity

__all__ = [
    "tf_identity",
]

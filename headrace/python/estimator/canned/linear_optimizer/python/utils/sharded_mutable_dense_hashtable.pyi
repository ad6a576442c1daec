"""tf.python.estimator.canned.linear_optimizer.python.utils.sharded_mutable_dense_hashtable: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.builder import BaseSaverBuilder as BaseSaverBuilder

__all__ = [
    "BaseSaverBuilder",
]

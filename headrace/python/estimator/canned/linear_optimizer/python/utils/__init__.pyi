"""tf.python.estimator.canned.linear_optimizer.python.utils: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.canned.linear_optimizer.python.utils import sdca_ops as sdca_ops
from headrace.python.estimator.canned.linear_optimizer.python.utils import sharded_mutable_dense_hashtable as sharded_mutable_dense_hashtable

__all__ = [
    "sdca_ops",
    "sharded_mutable_dense_hashtable",
]

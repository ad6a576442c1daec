"""tf.contrib.layers.sparse_feature_cross_op: tf.contrib.layers.python.ops.sparse_feature_cross_op, under a second path. Made by `make names`."""

from headrace.contrib.layers.python.ops.sparse_feature_cross_op import *

"""tf.contrib.layers.sparse_ops: tf.contrib.layers.python.ops.sparse_ops, under a second path. Made by `make names`."""

from headrace.contrib.layers.python.ops.sparse_ops import *

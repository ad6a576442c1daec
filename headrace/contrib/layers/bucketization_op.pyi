"""tf.contrib.layers.bucketization_op: tf.contrib.layers.python.ops.bucketization_op, under a second path. Made by `make names`."""

from headrace.contrib.layers.python.ops.bucketization_op import *

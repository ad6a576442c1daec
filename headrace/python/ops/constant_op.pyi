"""tf.python.ops.constant_op: tf.python.framework.constant_op, under a second path. Made by `make names`."""

from headrace.python.framework.constant_op import *

"""tf.contrib.ctc: tf.python.ops.ctc_ops, under a second path. Made by `make names`."""

from headrace.python.ops.ctc_ops import *

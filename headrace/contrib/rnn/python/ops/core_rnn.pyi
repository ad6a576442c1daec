"""tf.contrib.rnn.python.ops.core_rnn: tf.python.ops.rnn, under a second path. Made by `make names`."""

from headrace.python.ops.rnn import *

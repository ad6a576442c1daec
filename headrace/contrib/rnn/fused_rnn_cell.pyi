"""tf.contrib.rnn.fused_rnn_cell: tf.contrib.rnn.python.ops.fused_rnn_cell, under a second path. Made by `make names`."""

from headrace.contrib.rnn.python.ops.fused_rnn_cell import *

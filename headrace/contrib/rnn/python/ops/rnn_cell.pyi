"""tf.contrib.rnn.python.ops.rnn_cell: tf.contrib.rnn, under a second path. Made by `make names`."""

from headrace.contrib.rnn import *

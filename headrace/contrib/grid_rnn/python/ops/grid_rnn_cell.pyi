"""tf.contrib.grid_rnn.python.ops.grid_rnn_cell: tf.contrib.grid_rnn, under a second path. Made by `make names`."""

from headrace.contrib.grid_rnn import *

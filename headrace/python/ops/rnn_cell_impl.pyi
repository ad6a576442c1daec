"""tf.python.ops.rnn_cell_impl: tf.nn.rnn_cell, under a second path. Made by `make names`."""

from headrace.nn.rnn_cell import *
from headrace.graph.ops.math.elementary import sigmoid as sigmoid
from headrace.graph.ops.math.trigonometry import tanh as tanh

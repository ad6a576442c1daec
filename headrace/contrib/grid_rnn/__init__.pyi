"""tf.contrib.grid_rnn: cells with a state along each of several dimensions. Made by `make names`."""

from headrace.training.contrib.rnn.grids import Grid1BasicLSTMCell as Grid1BasicLSTMCell
from headrace.training.contrib.rnn.grids import Grid1BasicRNNCell as Grid1BasicRNNCell
from headrace.training.contrib.rnn.grids import Grid1LSTMCell as Grid1LSTMCell
from headrace.training.contrib.rnn.grids import Grid2BasicLSTMCell as Grid2BasicLSTMCell
from headrace.training.contrib.rnn.grids import Grid2BasicRNNCell as Grid2BasicRNNCell
from headrace.training.contrib.rnn.grids import Grid2GRUCell as Grid2GRUCell
from headrace.training.contrib.rnn.grids import Grid2LSTMCell as Grid2LSTMCell
from headrace.training.contrib.rnn.grids import Grid3LSTMCell as Grid3LSTMCell
from headrace.training.contrib.rnn.grid import GridRNNCell as GridRNNCell
from collections import namedtuple as namedtuple
from headrace.contrib.grid_rnn import python as python

__all__ = [
    "Grid1BasicLSTMCell",
    "Grid1BasicRNNCell",
    "Grid1LSTMCell",
    "Grid2BasicLSTMCell",
    "Grid2BasicRNNCell",
    "Grid2GRUCell",
    "Grid2LSTMCell",
    "Grid3LSTMCell",
    "GridRNNCell",
    "namedtuple",
]

"""Programs of tf.contrib.rnn and tf.contrib.grid_rnn, as those of `rnn` are."""

from . import cells, grids, sequences
from .table import PROGRAMS

__all__ = ["PROGRAMS", "cells", "grids", "sequences"]

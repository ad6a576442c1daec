"""Programs of recurrent networks that run in TensorFlow and in headrace: each is given `tf` and returns tensors by name.

They say no types: Python 3.7 reads them, too.
"""

from . import cells, dynamic
from .common import PROGRAMS, WITH_NODES, flat, nodes, weights

__all__ = ["PROGRAMS", "WITH_NODES", "cells", "dynamic", "flat", "nodes", "weights"]

"""tf.contrib.framework.python.framework.checkpoint_utils: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.initializing import init_from_checkpoint as init_from_checkpoint
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable

__all__ = [
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
]

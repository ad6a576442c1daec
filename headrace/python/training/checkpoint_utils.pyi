"""tf.python.training.checkpoint_utils: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.graph.checkpoints.initializing import init_from_checkpoint as init_from_checkpoint
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint

__all__ = [
    "checkpoints_iterator",
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "wait_for_new_checkpoint",
]

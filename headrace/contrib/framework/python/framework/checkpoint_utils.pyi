"""tf.contrib.framework.python.framework.checkpoint_utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.values import init_from_checkpoint as init_from_checkpoint
from headrace.training.contrib.framework.values import list_variables as list_variables
from headrace.training.contrib.framework.values import load_checkpoint as load_checkpoint
from headrace.training.contrib.framework.values import load_variable as load_variable

__all__ = [
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
]

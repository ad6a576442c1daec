"""tf.python.training: as far as programs use it. Made by `make names`."""

from headrace.python.training import checkpoint_management as checkpoint_management
from headrace.python.training import checkpoint_utils as checkpoint_utils
from headrace.python.training import moving_averages as moving_averages
from headrace.python.training import saver as saver

__all__ = [
    "checkpoint_management",
    "checkpoint_utils",
    "moving_averages",
    "saver",
]

"""tf.contrib.training.python.training.evaluation: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint

__all__ = [
    "checkpoints_iterator",
    "wait_for_new_checkpoint",
]

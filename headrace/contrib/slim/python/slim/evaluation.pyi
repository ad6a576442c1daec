"""tf.contrib.slim.python.slim.evaluation: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.training.slim.evaluation import evaluate_once as evaluate_once
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint
from headrace.contrib.slim.evaluation import evaluation_loop as evaluation_loop

__all__ = [
    "checkpoints_iterator",
    "evaluate_once",
    "evaluation_loop",
    "wait_for_new_checkpoint",
]

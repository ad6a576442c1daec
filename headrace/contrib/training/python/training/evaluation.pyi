"""tf.contrib.training.python.training.evaluation: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_loops.evaluation import StopAfterNEvalsHook as StopAfterNEvalsHook
from headrace.training.contrib.training_loops.evaluation import SummaryAtEndHook as SummaryAtEndHook
from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.training.contrib.training_loops.evaluation import evaluate_once as evaluate_once
from headrace.training.contrib.training_loops.evaluation import evaluate_repeatedly as evaluate_repeatedly
from headrace.training.contrib.training_loops.evaluation import get_or_create_eval_step as get_or_create_eval_step
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint

__all__ = [
    "StopAfterNEvalsHook",
    "SummaryAtEndHook",
    "checkpoints_iterator",
    "evaluate_once",
    "evaluate_repeatedly",
    "get_or_create_eval_step",
    "wait_for_new_checkpoint",
]

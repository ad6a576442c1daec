"""tf.python.training.evaluation: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_loops.evaluation import StopAfterNEvalsHook as _StopAfterNEvalsHook
from headrace.training.contrib.training_loops.evaluation import evaluate_once as _evaluate_once
from headrace.training.contrib.training_loops.evaluation import get_or_create_eval_step as _get_or_create_eval_step

__all__ = [
    "_StopAfterNEvalsHook",
    "_evaluate_once",
    "_get_or_create_eval_step",
]

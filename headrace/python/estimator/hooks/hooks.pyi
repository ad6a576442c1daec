"""tf.python.estimator.hooks.hooks: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.hooks.in_memory import InMemoryEvaluatorHook as InMemoryEvaluatorHook
from headrace.training.estimators.hooks.early_stopping import make_stop_at_checkpoint_step_hook as make_stop_at_checkpoint_step_hook

__all__ = [
    "InMemoryEvaluatorHook",
    "make_stop_at_checkpoint_step_hook",
]

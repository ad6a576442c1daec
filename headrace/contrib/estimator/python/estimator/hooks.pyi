"""tf.contrib.estimator.python.estimator.hooks: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.hooks.in_memory import InMemoryEvaluatorHook as InMemoryEvaluatorHook

__all__ = [
    "InMemoryEvaluatorHook",
]

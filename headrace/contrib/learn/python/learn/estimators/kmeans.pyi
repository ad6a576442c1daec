"""tf.contrib.learn.python.learn.estimators.kmeans: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs

__all__ = [
    "ModelFnOps",
    "SessionRunArgs",
]

"""tf.contrib.learn.python.learn.estimators.kmeans: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs

__all__ = [
    "SessionRunArgs",
]

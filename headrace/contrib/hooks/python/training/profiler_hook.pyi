"""tf.contrib.hooks.python.training.profiler_hook: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.timers import SecondOrStepTimer as SecondOrStepTimer
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs

__all__ = [
    "SecondOrStepTimer",
    "SessionRunArgs",
]

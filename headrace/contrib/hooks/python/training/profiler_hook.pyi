"""tf.contrib.hooks.python.training.profiler_hook: as far as programs use it. Made by `make names`."""

from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.training.sessions.timers import SecondOrStepTimer as SecondOrStepTimer
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs

__all__ = [
    "ProfilerHook",
    "SecondOrStepTimer",
    "SessionRunArgs",
]

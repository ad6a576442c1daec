"""tf.contrib.hooks.python.training: as far as programs use it. Made by `make names`."""

from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.contrib.hooks.python.training import profiler_hook as profiler_hook

__all__ = [
    "ProfilerHook",
    "profiler_hook",
]

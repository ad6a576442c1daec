"""tf.contrib.hooks: as far as programs use it. Made by `make names`."""

from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.contrib.hooks import python as python

__all__ = [
    "ProfilerHook",
    "python",
]

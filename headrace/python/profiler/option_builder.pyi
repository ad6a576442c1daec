"""tf.python.profiler.option_builder: as far as programs use it. Made by `make names`."""

from headrace.graph.profiling.options import ProfileOptionBuilder as ProfileOptionBuilder

__all__ = [
    "ProfileOptionBuilder",
]

"""tf.python.profiler.model_analyzer: as far as programs use it. Made by `make names`."""

from headrace.graph.profiling.profiler import Profiler as Profiler
from headrace.graph.profiling.profiler import advise as advise
from headrace.graph.profiling.profiler import profile as profile

__all__ = [
    "Profiler",
    "advise",
    "profile",
]

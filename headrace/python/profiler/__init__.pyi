"""tf.python.profiler: as far as programs use it. Made by `make names`."""

from headrace.python.profiler import model_analyzer as model_analyzer
from headrace.python.profiler import option_builder as option_builder
from headrace.python.profiler import profiler as profiler
from headrace.python.profiler import tfprof_logger as tfprof_logger

__all__ = [
    "model_analyzer",
    "option_builder",
    "profiler",
    "tfprof_logger",
]

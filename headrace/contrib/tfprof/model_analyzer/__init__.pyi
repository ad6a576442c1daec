"""tf.contrib.tfprof.model_analyzer: tf.profiler under its older name. Made by `make names`."""

from headrace.graph.profiling.model_analyzer import ALL_ADVICE as ALL_ADVICE
from headrace.graph.profiling.model_analyzer import FLOAT_OPS_OPTIONS as FLOAT_OPS_OPTIONS
from headrace.graph.profiling.model_analyzer import PRINT_ALL_TIMING_MEMORY as PRINT_ALL_TIMING_MEMORY
from headrace.graph.profiling.model_analyzer import ProfileContext as ProfileContext
from headrace.graph.profiling.profiler import Profiler as Profiler
from headrace.graph.profiling.model_analyzer import TRAINABLE_VARS_PARAMS_STAT_OPTIONS as TRAINABLE_VARS_PARAMS_STAT_OPTIONS
from headrace.graph.profiling.model_analyzer import advise as advise
from headrace.training.contrib.framework.deprecation import deprecated as deprecated
from headrace.graph.profiling.model_analyzer import print_model_analysis as print_model_analysis

__all__ = [
    "ALL_ADVICE",
    "FLOAT_OPS_OPTIONS",
    "PRINT_ALL_TIMING_MEMORY",
    "ProfileContext",
    "Profiler",
    "TRAINABLE_VARS_PARAMS_STAT_OPTIONS",
    "advise",
    "deprecated",
    "print_model_analysis",
]

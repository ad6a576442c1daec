"""tf.contrib.tfprof.python.tools.tfprof.model_analyzer: as far as programs use it. Made by `make names`."""

from headrace.graph.profiling.model_analyzer import FLOAT_OPS_OPTIONS as FLOAT_OPS_OPTIONS
from headrace.graph.profiling.model_analyzer import PRINT_ALL_TIMING_MEMORY as PRINT_ALL_TIMING_MEMORY
from headrace.graph.profiling.model_analyzer import TRAINABLE_VARS_PARAMS_STAT_OPTIONS as TRAINABLE_VARS_PARAMS_STAT_OPTIONS
from headrace.graph.profiling.model_analyzer import print_model_analysis as print_model_analysis

__all__ = [
    "FLOAT_OPS_OPTIONS",
    "PRINT_ALL_TIMING_MEMORY",
    "TRAINABLE_VARS_PARAMS_STAT_OPTIONS",
    "print_model_analysis",
]

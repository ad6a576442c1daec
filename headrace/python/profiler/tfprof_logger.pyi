"""tf.python.profiler.tfprof_logger: as far as programs use it. Made by `make names`."""

from headrace.graph.profiling.profiler import write_op_log as write_op_log

__all__ = [
    "write_op_log",
]

"""tf.core.profiler: as far as programs use it. Made by `make names`."""

from headrace.core.profiler import tfprof_log_pb2 as tfprof_log_pb2
from headrace.core.profiler import tfprof_options_pb2 as tfprof_options_pb2
from headrace.core.profiler import tfprof_output_pb2 as tfprof_output_pb2

__all__ = [
    "tfprof_log_pb2",
    "tfprof_options_pb2",
    "tfprof_output_pb2",
]

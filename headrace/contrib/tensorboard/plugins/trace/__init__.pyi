"""tf.contrib.tensorboard.plugins.trace: as far as programs use it. Made by `make names`."""

from headrace.contrib.tensorboard.plugins.trace import trace_info_pb2 as trace_info_pb2

__all__ = [
    "trace_info_pb2",
]

"""tf.contrib.tensorboard.plugins.trace.trace_info_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.meta_graph_pb2 import TensorInfo as TensorInfo

__all__ = [
    "TensorInfo",
]

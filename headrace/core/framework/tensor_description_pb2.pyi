"""tf.core.framework.tensor_description_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.step_stats_pb2 import TensorDescription as TensorDescription

__all__ = [
    "TensorDescription",
]

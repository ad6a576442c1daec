"""tf.core.protobuf.debug_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import DebugOptions as DebugOptions
from headrace.formats.proto.config_pb2 import DebugTensorWatch as DebugTensorWatch

__all__ = [
    "DebugOptions",
    "DebugTensorWatch",
]

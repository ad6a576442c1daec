"""tf.core.protobuf.config_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.config_pb2 import ConfigProto as ConfigProto
from headrace.formats.proto.config_pb2 import DebugTensorWatch as DebugTensorWatch
from headrace.formats.proto.config_pb2 import GPUOptions as GPUOptions
from headrace.formats.proto.config_pb2 import GraphOptions as GraphOptions
from headrace.formats.proto.config_pb2 import OptimizerOptions as OptimizerOptions
from headrace.formats.proto.config_pb2 import RPCOptions as RPCOptions
from headrace.formats.proto.config_pb2 import RunMetadata as RunMetadata
from headrace.formats.proto.config_pb2 import RunOptions as RunOptions
from headrace.formats.proto.config_pb2 import SessionMetadata as SessionMetadata
from headrace.formats.proto.config_pb2 import ThreadPoolOptionProto as ThreadPoolOptionProto

__all__ = [
    "ConfigProto",
    "DebugTensorWatch",
    "GPUOptions",
    "GraphOptions",
    "OptimizerOptions",
    "RPCOptions",
    "RunMetadata",
    "RunOptions",
    "SessionMetadata",
    "ThreadPoolOptionProto",
]

"""tf.core.framework.op_def_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.op_def_pb2 import OpDef as OpDef
from headrace.formats.proto.op_def_pb2 import OpDeprecation as OpDeprecation
from headrace.formats.proto.op_def_pb2 import OpList as OpList

__all__ = [
    "OpDef",
    "OpDeprecation",
    "OpList",
]

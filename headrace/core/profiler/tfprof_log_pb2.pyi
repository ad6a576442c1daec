"""tf.core.profiler.tfprof_log_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.profile_log_pb2 import CodeDef as CodeDef
from headrace.formats.proto.profile_log_pb2 import ExecMemory as ExecMemory
from headrace.formats.proto.profile_log_pb2 import ExecProfile as ExecProfile
from headrace.formats.proto.profile_log_pb2 import ExecTime as ExecTime
from headrace.formats.proto.profile_log_pb2 import Memory as Memory
from headrace.formats.proto.profile_log_pb2 import OpLogEntry as OpLogEntry
from headrace.formats.proto.profile_log_pb2 import OpLogProto as OpLogProto
from headrace.formats.proto.profile_log_pb2 import ProfileNode as ProfileNode
from headrace.formats.proto.profile_log_pb2 import ProfileProto as ProfileProto
from headrace.formats.proto.profile_log_pb2 import Tuple as Tuple

__all__ = [
    "CodeDef",
    "ExecMemory",
    "ExecProfile",
    "ExecTime",
    "Memory",
    "OpLogEntry",
    "OpLogProto",
    "ProfileNode",
    "ProfileProto",
    "Tuple",
]

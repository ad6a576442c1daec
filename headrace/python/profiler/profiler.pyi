"""tf.python.profiler.profiler: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.profile_output_pb2 import AdviceProto as AdviceProto
from headrace.formats.proto.profile_output_pb2 import GraphNodeProto as GraphNodeProto
from headrace.formats.proto.profile_output_pb2 import MultiGraphNodeProto as MultiGraphNodeProto
from headrace.formats.proto.profile_log_pb2 import OpLogProto as OpLogProto
from headrace.graph.profiling.options import ProfileOptionBuilder as ProfileOptionBuilder
from headrace.graph.profiling.profiler import Profiler as Profiler
from headrace.graph.profiling.profiler import advise as advise
from headrace.graph.profiling.profiler import profile as profile
from headrace.graph.profiling.profiler import write_op_log as write_op_log

__all__ = [
    "AdviceProto",
    "GraphNodeProto",
    "MultiGraphNodeProto",
    "OpLogProto",
    "ProfileOptionBuilder",
    "Profiler",
    "advise",
    "profile",
    "write_op_log",
]

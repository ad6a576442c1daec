"""tf.core.profiler.tfprof_output_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.profile_output_pb2 import AdviceProto as AdviceProto
from headrace.formats.proto.profile_output_pb2 import GraphNodeProto as GraphNodeProto
from headrace.formats.proto.profile_output_pb2 import MultiGraphNodeProto as MultiGraphNodeProto
from headrace.formats.proto.profile_output_pb2 import TFProfTensorProto as TFProfTensorProto

__all__ = [
    "AdviceProto",
    "GraphNodeProto",
    "MultiGraphNodeProto",
    "TFProfTensorProto",
]

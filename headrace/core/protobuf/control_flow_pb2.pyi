"""tf.core.protobuf.control_flow_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.control_flow_pb2 import CondContextDef as CondContextDef
from headrace.formats.proto.control_flow_pb2 import ControlFlowContextDef as ControlFlowContextDef
from headrace.formats.proto.control_flow_pb2 import ValuesDef as ValuesDef
from headrace.formats.proto.control_flow_pb2 import WhileContextDef as WhileContextDef

__all__ = [
    "CondContextDef",
    "ControlFlowContextDef",
    "ValuesDef",
    "WhileContextDef",
]

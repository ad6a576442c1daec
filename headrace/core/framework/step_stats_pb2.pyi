"""tf.core.framework.step_stats_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.step_stats_pb2 import AllocationRecord as AllocationRecord
from headrace.formats.proto.step_stats_pb2 import AllocatorMemoryUsed as AllocatorMemoryUsed
from headrace.formats.proto.step_stats_pb2 import DeviceStepStats as DeviceStepStats
from headrace.formats.proto.step_stats_pb2 import MemoryStats as MemoryStats
from headrace.formats.proto.step_stats_pb2 import NodeExecStats as NodeExecStats
from headrace.formats.proto.step_stats_pb2 import NodeOutput as NodeOutput
from headrace.formats.proto.step_stats_pb2 import StepStats as StepStats

__all__ = [
    "AllocationRecord",
    "AllocatorMemoryUsed",
    "DeviceStepStats",
    "MemoryStats",
    "NodeExecStats",
    "NodeOutput",
    "StepStats",
]

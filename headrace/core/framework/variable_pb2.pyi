"""tf.core.framework.variable_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.variable_pb2 import SaveSliceInfoDef as SaveSliceInfoDef
from headrace.formats.proto.variable_pb2 import VARIABLE_AGGREGATION_MEAN as VARIABLE_AGGREGATION_MEAN
from headrace.formats.proto.variable_pb2 import VARIABLE_AGGREGATION_NONE as VARIABLE_AGGREGATION_NONE
from headrace.formats.proto.variable_pb2 import VARIABLE_AGGREGATION_ONLY_FIRST_REPLICA as VARIABLE_AGGREGATION_ONLY_FIRST_REPLICA
from headrace.formats.proto.variable_pb2 import VARIABLE_AGGREGATION_SUM as VARIABLE_AGGREGATION_SUM
from headrace.formats.proto.variable_pb2 import VARIABLE_SYNCHRONIZATION_AUTO as VARIABLE_SYNCHRONIZATION_AUTO
from headrace.formats.proto.variable_pb2 import VARIABLE_SYNCHRONIZATION_NONE as VARIABLE_SYNCHRONIZATION_NONE
from headrace.formats.proto.variable_pb2 import VARIABLE_SYNCHRONIZATION_ON_READ as VARIABLE_SYNCHRONIZATION_ON_READ
from headrace.formats.proto.variable_pb2 import VARIABLE_SYNCHRONIZATION_ON_WRITE as VARIABLE_SYNCHRONIZATION_ON_WRITE
from headrace.formats.proto.variable_pb2 import VariableAggregation as VariableAggregation
from headrace.formats.proto.variable_pb2 import VariableDef as VariableDef
from headrace.formats.proto.variable_pb2 import VariableSynchronization as VariableSynchronization

__all__ = [
    "SaveSliceInfoDef",
    "VARIABLE_AGGREGATION_MEAN",
    "VARIABLE_AGGREGATION_NONE",
    "VARIABLE_AGGREGATION_ONLY_FIRST_REPLICA",
    "VARIABLE_AGGREGATION_SUM",
    "VARIABLE_SYNCHRONIZATION_AUTO",
    "VARIABLE_SYNCHRONIZATION_NONE",
    "VARIABLE_SYNCHRONIZATION_ON_READ",
    "VARIABLE_SYNCHRONIZATION_ON_WRITE",
    "VariableAggregation",
    "VariableDef",
    "VariableSynchronization",
]

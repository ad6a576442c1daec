"""tf.core.framework.types_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.proto.tensor_pb2 import DT_BFLOAT16 as DT_BFLOAT16
from headrace.formats.proto.tensor_pb2 import DT_BFLOAT16_REF as DT_BFLOAT16_REF
from headrace.formats.proto.tensor_pb2 import DT_BOOL as DT_BOOL
from headrace.formats.proto.tensor_pb2 import DT_BOOL_REF as DT_BOOL_REF
from headrace.formats.proto.tensor_pb2 import DT_COMPLEX128 as DT_COMPLEX128
from headrace.formats.proto.tensor_pb2 import DT_COMPLEX128_REF as DT_COMPLEX128_REF
from headrace.formats.proto.tensor_pb2 import DT_COMPLEX64 as DT_COMPLEX64
from headrace.formats.proto.tensor_pb2 import DT_COMPLEX64_REF as DT_COMPLEX64_REF
from headrace.formats.proto.tensor_pb2 import DT_DOUBLE as DT_DOUBLE
from headrace.formats.proto.tensor_pb2 import DT_DOUBLE_REF as DT_DOUBLE_REF
from headrace.formats.proto.tensor_pb2 import DT_FLOAT as DT_FLOAT
from headrace.formats.proto.tensor_pb2 import DT_FLOAT_REF as DT_FLOAT_REF
from headrace.formats.proto.tensor_pb2 import DT_HALF as DT_HALF
from headrace.formats.proto.tensor_pb2 import DT_HALF_REF as DT_HALF_REF
from headrace.formats.proto.tensor_pb2 import DT_INT16 as DT_INT16
from headrace.formats.proto.tensor_pb2 import DT_INT16_REF as DT_INT16_REF
from headrace.formats.proto.tensor_pb2 import DT_INT32 as DT_INT32
from headrace.formats.proto.tensor_pb2 import DT_INT32_REF as DT_INT32_REF
from headrace.formats.proto.tensor_pb2 import DT_INT64 as DT_INT64
from headrace.formats.proto.tensor_pb2 import DT_INT64_REF as DT_INT64_REF
from headrace.formats.proto.tensor_pb2 import DT_INT8 as DT_INT8
from headrace.formats.proto.tensor_pb2 import DT_INT8_REF as DT_INT8_REF
from headrace.formats.proto.tensor_pb2 import DT_INVALID as DT_INVALID
from headrace.formats.proto.tensor_pb2 import DT_QINT16 as DT_QINT16
from headrace.formats.proto.tensor_pb2 import DT_QINT16_REF as DT_QINT16_REF
from headrace.formats.proto.tensor_pb2 import DT_QINT32 as DT_QINT32
from headrace.formats.proto.tensor_pb2 import DT_QINT32_REF as DT_QINT32_REF
from headrace.formats.proto.tensor_pb2 import DT_QINT8 as DT_QINT8
from headrace.formats.proto.tensor_pb2 import DT_QINT8_REF as DT_QINT8_REF
from headrace.formats.proto.tensor_pb2 import DT_QUINT16 as DT_QUINT16
from headrace.formats.proto.tensor_pb2 import DT_QUINT16_REF as DT_QUINT16_REF
from headrace.formats.proto.tensor_pb2 import DT_QUINT8 as DT_QUINT8
from headrace.formats.proto.tensor_pb2 import DT_QUINT8_REF as DT_QUINT8_REF
from headrace.formats.proto.tensor_pb2 import DT_RESOURCE as DT_RESOURCE
from headrace.formats.proto.tensor_pb2 import DT_RESOURCE_REF as DT_RESOURCE_REF
from headrace.formats.proto.tensor_pb2 import DT_STRING as DT_STRING
from headrace.formats.proto.tensor_pb2 import DT_STRING_REF as DT_STRING_REF
from headrace.formats.proto.tensor_pb2 import DT_UINT16 as DT_UINT16
from headrace.formats.proto.tensor_pb2 import DT_UINT16_REF as DT_UINT16_REF
from headrace.formats.proto.tensor_pb2 import DT_UINT32 as DT_UINT32
from headrace.formats.proto.tensor_pb2 import DT_UINT32_REF as DT_UINT32_REF
from headrace.formats.proto.tensor_pb2 import DT_UINT64 as DT_UINT64
from headrace.formats.proto.tensor_pb2 import DT_UINT64_REF as DT_UINT64_REF
from headrace.formats.proto.tensor_pb2 import DT_UINT8 as DT_UINT8
from headrace.formats.proto.tensor_pb2 import DT_UINT8_REF as DT_UINT8_REF
from headrace.formats.proto.tensor_pb2 import DT_VARIANT as DT_VARIANT
from headrace.formats.proto.tensor_pb2 import DT_VARIANT_REF as DT_VARIANT_REF
from headrace.formats.proto.tensor_pb2 import DataType as DataType

__all__ = [
    "DT_BFLOAT16",
    "DT_BFLOAT16_REF",
    "DT_BOOL",
    "DT_BOOL_REF",
    "DT_COMPLEX128",
    "DT_COMPLEX128_REF",
    "DT_COMPLEX64",
    "DT_COMPLEX64_REF",
    "DT_DOUBLE",
    "DT_DOUBLE_REF",
    "DT_FLOAT",
    "DT_FLOAT_REF",
    "DT_HALF",
    "DT_HALF_REF",
    "DT_INT16",
    "DT_INT16_REF",
    "DT_INT32",
    "DT_INT32_REF",
    "DT_INT64",
    "DT_INT64_REF",
    "DT_INT8",
    "DT_INT8_REF",
    "DT_INVALID",
    "DT_QINT16",
    "DT_QINT16_REF",
    "DT_QINT32",
    "DT_QINT32_REF",
    "DT_QINT8",
    "DT_QINT8_REF",
    "DT_QUINT16",
    "DT_QUINT16_REF",
    "DT_QUINT8",
    "DT_QUINT8_REF",
    "DT_RESOURCE",
    "DT_RESOURCE_REF",
    "DT_STRING",
    "DT_STRING_REF",
    "DT_UINT16",
    "DT_UINT16_REF",
    "DT_UINT32",
    "DT_UINT32_REF",
    "DT_UINT64",
    "DT_UINT64_REF",
    "DT_UINT8",
    "DT_UINT8_REF",
    "DT_VARIANT",
    "DT_VARIANT_REF",
    "DataType",
]

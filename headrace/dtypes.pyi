"""tf.dtypes: as far as programs use it. Made by `make names`."""

from headrace.graph.types.dtypes import DType as DType
from headrace.graph.types.dtypes import QUANTIZED_DTYPES as QUANTIZED_DTYPES
from headrace.graph.types.dtypes import as_dtype as as_dtype
from headrace.graph.ops.strings.formats import as_string as as_string
from headrace.graph.types.dtypes import bfloat16 as bfloat16
from headrace.graph.types.dtypes import bool_ as bool
from headrace.graph.ops.math.cast import cast as cast
from headrace.graph.ops.math.complex import complex as complex
from headrace.graph.types.dtypes import complex128 as complex128
from headrace.graph.types.dtypes import complex64 as complex64
from headrace.graph.types.dtypes import float64 as double
from headrace.graph.types.dtypes import float16 as float16
from headrace.graph.types.dtypes import float32 as float32
from headrace.graph.types.dtypes import float64 as float64
from headrace.graph.types.dtypes import float16 as half
from headrace.graph.types.dtypes import int16 as int16
from headrace.graph.types.dtypes import int32 as int32
from headrace.graph.types.dtypes import int64 as int64
from headrace.graph.types.dtypes import int8 as int8
from headrace.graph.types.dtypes import qint16 as qint16
from headrace.graph.types.dtypes import qint32 as qint32
from headrace.graph.types.dtypes import qint8 as qint8
from headrace.graph.types.dtypes import quint16 as quint16
from headrace.graph.types.dtypes import quint8 as quint8
from headrace.graph.types.dtypes import resource as resource
from headrace.graph.ops.math.cast import saturate_cast as saturate_cast
from headrace.graph.types.dtypes import string as string
from headrace.graph.types.dtypes import uint16 as uint16
from headrace.graph.types.dtypes import uint32 as uint32
from headrace.graph.types.dtypes import uint64 as uint64
from headrace.graph.types.dtypes import uint8 as uint8
from headrace.graph.types.dtypes import variant as variant

__all__ = [
    "DType",
    "QUANTIZED_DTYPES",
    "as_dtype",
    "as_string",
    "bfloat16",
    "bool",
    "cast",
    "complex",
    "complex128",
    "complex64",
    "double",
    "float16",
    "float32",
    "float64",
    "half",
    "int16",
    "int32",
    "int64",
    "int8",
    "qint16",
    "qint32",
    "qint8",
    "quint16",
    "quint8",
    "resource",
    "saturate_cast",
    "string",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "variant",
]

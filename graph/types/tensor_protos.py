"""Arrays as TensorProtos and back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats import proto as messages

from . import dtypes
from .dtypes import DType
from .quantized import quantized
from .string_contents import strings_of

_FIELDS = {
    dtypes.float32: "float_val",
    dtypes.float64: "double_val",
    dtypes.int64: "int64_val",
    dtypes.bool_: "bool_val",
    dtypes.float16: "half_val",
    dtypes.complex64: "scomplex_val",
    dtypes.complex128: "dcomplex_val",
    dtypes.uint32: "uint32_val",
    dtypes.uint64: "uint64_val",
    dtypes.string: "string_val",
}

_MOST_BYTES = 1 << 31  # of a tensor in a graph: the most that a message can hold
_LARGE_BYTES = 1 << 20  # of an array of one value: smaller ones are faster when their values lie side by side
_MOST_AXES = 64


def proto_of(array: np.ndarray) -> messages.tensor_pb2.TensorProto:
    """An array as a TensorProto: its bytes, or its strings one by one."""
    proto = head_of(array)
    if array.dtype == object:
        proto.string_val.extend(array.reshape(-1).tolist())
    else:
        proto.tensor_content = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return proto


def head_of(array: np.ndarray) -> messages.tensor_pb2.TensorProto:
    """Type and shape of an array as a TensorProto without values."""
    proto = messages.tensor_pb2.TensorProto(dtype=messages.tensor_pb2.DataType.Name(dtypes.of_array(array).as_datatype_enum))
    proto.tensor_shape.SetInParent()
    for size in array.shape:
        proto.tensor_shape.dim.add(size=size)
    return proto


def values_field(kind: DType) -> str:
    """The field of a TensorProto that lists values of a type; small integers share that of int32."""
    return _FIELDS.get(kind, "int_val")


def array_of_proto(proto: messages.tensor_pb2.TensorProto) -> np.ndarray:
    """The array that a TensorProto stands for: the last of too few values fills up, none at all mean zeros.

    A large array of one value has that value in memory once, whatever its shape claims.

    Raises:
      ValueError: it is of no type that arrays have, its bytes are not those of its shape, or it is too large.
    """
    kind = _type_of(proto)
    if kind in dtypes.QUANTIZED:
        return quantized(_array_of(proto, dtypes.as_dtype(np.dtype(kind.as_numpy_dtype)[0])), kind)
    return _array_of(proto, kind)


def _array_of(proto: messages.tensor_pb2.TensorProto, kind: DType) -> np.ndarray:
    """The elements as what they are stored as."""
    shape = tuple(dim.size for dim in proto.tensor_shape.dim)
    if any(size < 0 for size in shape):
        raise ValueError(f"the shape is not fully known: {list(shape)}")
    count = math.prod(shape)
    if proto.tensor_content and count and kind is dtypes.string:
        listed = strings_of(proto.tensor_content, count)
        strings = np.empty(len(listed), object)
        strings[:] = listed
        return strings.reshape(shape)
    if proto.tensor_content and count:
        return _of_content(proto.tensor_content, kind, count).reshape(shape)
    size = count * np.dtype(kind.as_numpy_dtype).itemsize
    if size > _MOST_BYTES or len(shape) > _MOST_AXES:
        raise ValueError(f"a tensor of shape {list(shape)} and type {kind.name} is too large, {size} bytes of {_MOST_BYTES}")
    values = _values(proto, kind)[:count]
    if not len(values):
        values = np.full(1, b"" if kind is dtypes.string else 0, kind.as_numpy_dtype)
    if len(values) == 1 and size > _LARGE_BYTES:
        return np.broadcast_to(values.reshape((1,) * len(shape)), shape)
    filled = np.full(count, values[-1], kind.as_numpy_dtype)
    filled[: min(count, len(values))] = values[:count]
    return filled.reshape(shape)


def _type_of(proto: messages.tensor_pb2.TensorProto) -> DType:
    try:
        kind = dtypes.as_dtype(proto.dtype)
    except TypeError as error:
        raise ValueError(f"unknown type {proto.dtype}") from error
    if kind.base_dtype is not kind or kind not in (*dtypes.NUMBERS, *dtypes.QUANTIZED, dtypes.bool_, dtypes.string):
        raise ValueError(f"values of type {kind.name} cannot be read")
    return kind


def _of_content(content: bytes, kind: DType, count: int) -> np.ndarray:
    stored = np.dtype(kind.as_numpy_dtype).newbyteorder("<")
    if len(content) != count * stored.itemsize:
        raise ValueError(f"{count} elements of type {kind.name} need {count * stored.itemsize} bytes, got {len(content)}")
    return np.frombuffer(content, stored).astype(kind.as_numpy_dtype)


def _values(proto: messages.tensor_pb2.TensorProto, kind: DType) -> np.ndarray:
    """The values in the proto's field for the type."""
    field: Any = getattr(proto, values_field(kind))
    if kind is dtypes.string:
        values = np.empty(len(field), object)
        values[:] = list(field)
        return values
    if kind is dtypes.float16:
        return np.array(field, np.uint16).view(np.float16)
    if kind.is_complex:
        parts = np.array(field, np.float32 if kind is dtypes.complex64 else np.float64)
        return parts[: len(parts) // 2 * 2].view(kind.as_numpy_dtype)
    return np.array(field).astype(kind.as_numpy_dtype)

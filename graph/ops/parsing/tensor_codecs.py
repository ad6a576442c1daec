"""serialize_tensor and parse_tensor: tensors as bytes."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ...core.constants import array_of
from ...core.op import Op
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import scalar, unknown
from ...core.tensor import Tensor
from ...core.traits import PARSES, PURE
from ...types import dtypes
from ...types.dtypes import DType, message_name
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import bracket
from ...types.tensor_protos import array_of_proto, proto_of

TYPES = (*dtypes.NUMBERS, dtypes.bool_, dtypes.string)


def parsed(content: bytes, words: str, no_tensor: str = "Cannot parse tensor from proto: {}") -> np.ndarray:
    """The array in a serialized TensorProto.

    Raises InvalidArgumentError, with `words` where it is no TensorProto, with `no_tensor` where that says no array.
    """
    from google.protobuf.message import DecodeError

    try:
        proto = messages.tensor_pb2.TensorProto.FromString(content)
    except DecodeError as error:
        raise invalid(words) from error
    try:
        return array_of_proto(proto)
    except ValueError as error:
        raise invalid(no_tensor.format(error)) from error


SERIALIZE_TENSOR = Op(
    "SerializeTensor",
    "tensor: T -> serialized: string",
    traits=PURE,
    T=TYPES,
    shape=scalar,
    kernel=lambda tensor: array_of(proto_of(np.asarray(tensor)).SerializeToString()),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@export("serialize_tensor", "io.serialize_tensor")
def serialize_tensor(tensor: TensorLike, name: str | None = None) -> Tensor:
    """A tensor as the bytes of a TensorProto.

    Args:
      tensor: any shape and dtype.

    Returns:
      string scalar.
    """
    return SERIALIZE_TENSOR(tensor, name=name)


PARSE_TENSOR = Op(
    "ParseTensor",
    "serialized: string -> output: out_type",
    traits=PARSES,
    out_type=TYPES,
    shape=unknown,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@PARSE_TENSOR.kernel
def _parse_tensor(serialized: Any, out_type: DType) -> Any:
    shape = np.shape(serialized)
    if shape:
        raise invalid(f"Expected `serialized` to be a scalar, got shape: {bracket(shape)}")
    content: Any = np.asarray(serialized, object)[()]
    array = parsed(content, f"Could not parse `serialized` as TensorProto, base64: {base64.b64encode(content).decode()}")
    found = dtypes.of_array(array)
    if found is not out_type:
        raise invalid(f"Type mismatch between parsed tensor ({message_name(found)}) and dtype ({message_name(out_type)})")
    return array if array.flags.writeable else array.copy()


@export("parse_tensor", "io.parse_tensor")
def parse_tensor(serialized: TensorLike, out_type: DTypeLike, name: str | None = None) -> Tensor:
    """The tensor in a serialized TensorProto.

    Args:
      serialized: scalar string.
      out_type: the tensor's type.

    Returns:
      the tensor, of type `out_type` and unknown static shape.

    Raises:
      InvalidArgumentError: (when run) the string is no TensorProto, or one of another type.
      TypeError: not strings.
    """
    return PARSE_TENSOR(serialized, out_type=dtypes.as_dtype(out_type), name=name)

"""Attributes as AttrValue messages and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..core.signature import Attribute
from ..types import dtypes
from ..types.dtypes import DType
from ..types.shapes import TensorShape
from ..types.static_shapes import StaticShape, as_static
from ..types.tensor_protos import array_of_proto, head_of, proto_of

_FIELD = {
    "int": "i",
    "float": "f",
    "bool": "b",
    "string": "s",
    "type": "type",
    "shape": "shape",
    "tensor": "tensor",
    "func": "func",
}
_KIND = {field: kind for kind, field in _FIELD.items()}


def attr_value(attribute: Attribute, value: Any) -> messages.graph_pb2.AttrValue:
    """A value of an attribute as a message."""
    return message_of(attribute.kind, value)


def value_of(attribute: Attribute, proto: messages.graph_pb2.AttrValue) -> Any:
    """The value that a message gives to an attribute, as `attributes.converted` takes it.

    Raises:
      ValueError: the message holds a value of another kind.
    """
    held = proto.WhichOneof("value")
    if attribute.is_list and held == "list":
        given = [(field.name, list(items)) for field, items in proto.list.ListFields()]
        if not given:
            return []
        (field, items), *others = given
        if not others and field == _FIELD[attribute.item_kind]:
            return [_python(field, item) for item in items]
        held = f"list({_KIND[field]})"
    elif held is not None and held == _FIELD.get(attribute.kind):
        return _python(held, getattr(proto, held))
    found = "nothing" if held is None else _KIND.get(held, held)
    raise ValueError(f"AttrValue had value with type '{found}' when '{attribute.kind}' expected for attr '{attribute.name}'")


def checked_value_of(attribute: Attribute, proto: messages.graph_pb2.AttrValue) -> Any:
    """The value that a message gives to an attribute, as nodes hold it.

    Raises:
      ValueError: it is of another kind, not allowed, or too small.
    """
    value = value_of(attribute, proto)
    if attribute.is_list:
        value = tuple(value)
        if attribute.minimum is not None and len(value) < attribute.minimum:
            raise ValueError(f"Length for attr '{attribute.name}' of {len(value)} must be at least minimum {attribute.minimum}")
    elif attribute.minimum is not None and value < attribute.minimum:
        raise ValueError(f"Value for attr '{attribute.name}' of {value} must be at least minimum {attribute.minimum}")
    for item in (value if attribute.is_list else (value,)) if attribute.allowed else ():
        if item not in attribute.allowed:
            allowed = ", ".join(map(_quoted, attribute.allowed))
            raise ValueError(
                f"Value for attr '{attribute.name}' of {_quoted(item)} is not in the list of allowed values: {allowed}"
            )
    return value


def _quoted(value: Any) -> str:
    return dtypes.message_name(value) if isinstance(value, DType) else f'"{value}"'


def own_attribute(value: Any) -> messages.graph_pb2.AttrValue:
    """A value of an attribute that no op declares (its name begins with `_`): its type says the kind."""
    if isinstance(value, messages.graph_pb2.AttrValue):
        return value
    return message_of(_kind_of(value), value)


def value_of_own(proto: messages.graph_pb2.AttrValue) -> Any:
    """What `own_attribute` made a message of; the message itself where that has no plain value."""
    held = proto.WhichOneof("value")
    if held in ("s", "i", "b"):
        return _python(held, getattr(proto, held))
    if held == "list":
        given = [(field.name, list(items)) for field, items in proto.list.ListFields()]
        if len(given) == 1 and given[0][0] in ("s", "i", "b"):
            return tuple(_python(given[0][0], item) for item in given[0][1])
    return proto


def shape_message(shape: StaticShape) -> Any:
    """A static shape as a TensorShapeProto."""
    return TensorShape(shape).as_proto()


def message_of(kind: str, value: Any) -> messages.graph_pb2.AttrValue:
    proto = messages.graph_pb2.AttrValue()
    if kind.startswith("list("):
        proto.list.SetInParent()
        inner = kind[5:-1]
        getattr(proto.list, _FIELD[inner]).extend(_plain(inner, item) for item in value)
    elif kind in ("shape", "tensor", "func"):
        getattr(proto, kind).CopyFrom(_plain(kind, value))
    else:
        setattr(proto, _FIELD[kind], _plain(kind, value))
    return proto


def _plain(kind: str, value: Any) -> Any:
    if kind == "string":
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogateescape")
    if kind == "type":
        return value.as_datatype_enum
    if kind == "shape":
        return shape_message(value)
    if kind == "tensor":
        return tensor_message(value)
    if kind == "func":
        return messages.graph_pb2.NameAttrList(name=value.name)
    return value


def _python(field: str, item: Any) -> Any:
    if field == "s":
        return item.decode("utf-8", "surrogateescape")
    if field == "type":
        return dtypes.as_dtype(item)
    if field == "shape":
        return as_static(item)
    if field == "tensor":
        array = array_of_proto(item)
        array.flags.writeable = False
        return array
    return item


def _kind_of(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return f"list({_kind_of(value[0]) if value else 'string'})"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, DType):
        return "type"
    if isinstance(value, TensorShape):
        return "shape"
    return "string"


def tensor_message(array: np.ndarray) -> messages.tensor_pb2.TensorProto:
    """An array as a TensorProto; a single number, or nothing but zeros, in the field for its type, as tf.constant and
    tf.zeros write it."""
    array = np.asarray(array)
    if not array.size or array.dtype == object:
        return proto_of(array)
    if not _has_one_value(array):
        proto = proto_of(array)
        if proto.tensor_content.strip(b"\0"):
            return proto
    kind = dtypes.of_array(array)
    proto = head_of(array)
    item = array[(slice(0, 1),) * array.ndim].reshape(-1)
    if kind.is_complex:
        getattr(proto, "scomplex_val" if kind is dtypes.complex64 else "dcomplex_val").extend(
            [item[0].real.item(), item[0].imag.item()]
        )
    elif kind is dtypes.float16:
        proto.half_val.append(int(item.view(np.uint16)[0]))
    else:
        getattr(proto, _SINGLE.get(kind, "int_val")).append(item[0].item())
    return proto


def _has_one_value(array: np.ndarray) -> bool:
    """Whether all elements of an array lie at one place in memory."""
    return all(size == 1 or stride == 0 for size, stride in zip(array.shape, array.strides, strict=True))


_SINGLE = {
    dtypes.float32: "float_val",
    dtypes.float64: "double_val",
    dtypes.int64: "int64_val",
    dtypes.bool_: "bool_val",
    dtypes.uint32: "uint32_val",
    dtypes.uint64: "uint64_val",
}

"""TensorProtos made and read by programs, and the ops that a GraphDef uses."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ..core.constants import array_of, shaped
from ..core.static_values import known_value
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.static_shapes import as_static
from ..types.tensor_protos import array_of_proto, head_of, proto_of, values_field
from .export import op_def
from .nodes import registered_op

_IN_BYTES = frozenset(("float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint32", "uint64"))
"""The types whose elements, where there are several, stand in the message as bytes."""


@export("make_tensor_proto", "contrib.util.make_tensor_proto")
def make_tensor_proto(
    values: TensorLike,
    dtype: DTypeLike | None = None,
    shape: ShapeLike | None = None,
    verify_shape: bool = False,
    allow_broadcast: bool = False,
) -> messages.tensor_pb2.TensorProto:
    """A TensorProto of a number, a string, a list or an array; a TensorProto as it is.

    Args:
      values: the number, string, list, array or TensorProto.
      dtype: of the elements; by default that of `tf.constant(values)`.
      shape: fewer `values` than it has elements stand for the first ones, the last of them for the rest.
      verify_shape: whether the values must be of that very shape.
      allow_broadcast: whether a single value may stand for a whole shape, and nothing else may differ from it.

    Returns:
      A TensorProto.

    Raises:
      TypeError: values that do not fit `dtype`, or not the shape that they must have.
      ValueError: more values than the shape has elements; both `verify_shape` and `allow_broadcast`.
    """
    if isinstance(values, messages.tensor_pb2.TensorProto):
        return values
    if allow_broadcast and verify_shape:
        raise ValueError("allow_broadcast and verify_shape are not both allowed.")
    array = array_of(values, None if dtype is None else dtypes.as_dtype(dtype))
    if shape is None:
        return _message(array, array.shape)
    sizes = tuple(int(size) for size in as_static(shape) or ())  # type: ignore[arg-type]
    shaped(array, sizes, verify_shape or (allow_broadcast and array.shape not in ((), (1,))))
    return _message(array, sizes)


def _message(array: np.ndarray, shape: tuple[int, ...]) -> messages.tensor_pb2.TensorProto:
    size = int(np.prod(shape, dtype=np.int64))
    if array.size == size > 1 and array.dtype.name in _IN_BYTES:
        return proto_of(array.reshape(shape))
    proto = head_of(np.broadcast_to(np.zeros((), array.dtype), shape))
    field = getattr(proto, values_field(dtypes.of_array(array)))
    flat = array.reshape(-1)
    if array.dtype == np.float16:
        flat = flat.view(np.uint16)
    elif array.dtype.kind == "c":
        flat = flat.view(flat.real.dtype)
    field.extend(flat.tolist())
    return proto


@export("make_ndarray", "contrib.util.make_ndarray")
def make_ndarray(tensor: messages.tensor_pb2.TensorProto) -> np.ndarray:
    """The array that a TensorProto stands for; strings are bytes in an array of objects. The caller may change it.

    Args:
      tensor: a TensorProto.

    Returns:
      An array of the message's shape and type.

    Raises:
      TypeError: its type is not known.
      ValueError: its bytes are not those of its shape.
    """
    dtypes.as_dtype(tensor.dtype)
    return np.array(array_of_proto(tensor))


@export("get_static_value", "contrib.util.constant_value")
def get_static_value(tensor: TensorLike, partial: bool = False) -> Any:
    """The value of a tensor that depends on constants only, None for others. What is no tensor is its own value.

    Args:
      tensor: a Tensor, or any other value.
      partial: where some elements are known, give an array of objects, None in it for those that are not.

    Returns:
      An array, or None.
    """
    if not isinstance(tensor, Tensor):
        return None if hasattr(tensor, "_as_graph_element") else tensor
    found = known_value(tensor)
    if isinstance(found, np.ndarray) or found is None:
        return found
    return np.array(found, object) if partial else None


@export("contrib.util.ops_used_by_graph_def")
def ops_used_by_graph_def(graph_def: messages.graph_pb2.GraphDef) -> set[str]:
    """The types of the nodes of a GraphDef.

    Args:
      graph_def: a GraphDef.

    Returns:
      A set of str.
    """
    return {node.op for node in graph_def.node}


@export("contrib.util.stripped_op_list_for_graph")
def stripped_op_list_for_graph(graph_def: messages.graph_pb2.GraphDef) -> Any:
    """The OpDefs, by name, of the ops that a GraphDef uses.

    Args:
      graph_def: a GraphDef.

    Returns:
      An OpList.

    Raises:
      NotFoundError: one is not known.
    """
    used = sorted(ops_used_by_graph_def(graph_def))
    return messages.op_def_pb2.OpList(op=[op_def(registered_op(name)) for name in used])

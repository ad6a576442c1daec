"""How the items of collections become messages and come back from them, for graphs that are exported and imported."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple

from headrace.formats.exports import export

from ..core.keys import GraphKeys

VARIABLES = (
    GraphKeys.GLOBAL_VARIABLES,
    GraphKeys.LOCAL_VARIABLES,
    GraphKeys.METRIC_VARIABLES,
    GraphKeys.MODEL_VARIABLES,
    GraphKeys.TRAINABLE_VARIABLES,
    GraphKeys.MOVING_AVERAGE_VARIABLES,
    GraphKeys.CONCATENATED_VARIABLES,
    GraphKeys.TRAINABLE_RESOURCE_VARIABLES,
)
"""The collections in which one variable is one object, however many of them it is in."""


class Functions(NamedTuple):
    """What belongs to a collection."""

    proto_type: Any
    to_proto: Callable[..., Any] | None  # `(item, export_scope=) -> message or None`
    from_proto: Callable[..., Any] | None  # `(message, import_scope=) -> item`


_registered: dict[str, Functions] = {}


@export("python.framework.ops.register_proto_function")
def register_proto_function(
    collection_name: str,
    proto_type: Any = None,
    to_proto: Callable[..., Any] | None = None,
    from_proto: Callable[..., Any] | None = None,
) -> None:
    """Say how the items of a collection become messages.

    Args:
      collection_name: of the collection.
      proto_type: the class of the messages.
      to_proto: `(item, export_scope=) -> message`, or None for an item that is not in the scope.
      from_proto: `(message, import_scope=) -> item`.

    Raises:
      TypeError: a function is not callable.
      KeyError: the collection has its functions already.
    """
    if to_proto is not None and not callable(to_proto):
        raise TypeError("to_proto must be callable.")
    if from_proto is not None and not callable(from_proto):
        raise TypeError("from_proto must be callable.")
    if collection_name in _registered or collection_name in _OWN:
        raise KeyError(f"Registering two proto_function with name '{collection_name}'!")
    _registered[collection_name] = Functions(proto_type, to_proto, from_proto)


def functions_of(collection_name: str) -> Functions:
    """What was registered for a collection, or belongs to one of TensorFlow's own."""
    if collection_name not in _registered:
        own = _OWN.get(collection_name)
        if own is None:
            return Functions(None, None, None)
        (message_module, message), (module, name) = own
        kind = getattr(importlib.import_module(module), name)
        proto_type = getattr(importlib.import_module(f"headrace.formats.proto.{message_module}"), message)
        _registered[collection_name] = Functions(proto_type, kind.to_proto, kind.from_proto)
    return _registered[collection_name]


def register_class(collection_name: str, message: tuple[str, str], home: tuple[str, str]) -> None:
    """Say of which class the items of a collection are, by names: the modules are imported when they are needed.

    Args:
      message: the module in `formats.proto` and the class of the messages.
      home: the module and the class of the items, which has `to_proto` and `from_proto`.
    """
    _OWN[collection_name] = (message, home)


_VARIABLE = (("variable_pb2", "VariableDef"), ("headrace.graph.variables.variable", "Variable"))
_OWN: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    GraphKeys.GLOBAL_VARIABLES: _VARIABLE,
    GraphKeys.TRAINABLE_VARIABLES: _VARIABLE,
    GraphKeys.MOVING_AVERAGE_VARIABLES: _VARIABLE,
    GraphKeys.LOCAL_VARIABLES: _VARIABLE,
    GraphKeys.MODEL_VARIABLES: _VARIABLE,
    GraphKeys.GLOBAL_STEP: _VARIABLE,
    GraphKeys.METRIC_VARIABLES: _VARIABLE,
    GraphKeys.COND_CONTEXT: (("control_flow_pb2", "CondContextDef"), ("headrace.graph.graphdef.contexts", "Branches")),
    GraphKeys.WHILE_CONTEXT: (("control_flow_pb2", "WhileContextDef"), ("headrace.graph.graphdef.contexts", "Loops")),
    GraphKeys.SAVERS: (("saver_pb2", "SaverDef"), ("headrace.graph.checkpoints.saver", "Saver")),
}

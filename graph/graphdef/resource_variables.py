"""Resource variables of a GraphDef, as the variables that there are here: what is read and changed by a handle is the variable
itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..types import dtypes
from .attr_values import message_of, tensor_message

_HANDED_ON = ("Identity", "Switch", "Enter")
"""Ops through which a handle may come."""

_ON_VARIABLES = {
    "ReadVariableOp": "Identity",
    "AssignVariableOp": "Assign",
    "AssignAddVariableOp": "AssignAdd",
    "AssignSubVariableOp": "AssignSub",
    "VarIsInitializedOp": "IsVariableInitialized",
    "VariableShape": "Shape",
    "ResourceGather": "GatherV2",
}
_RENAMED = ("ResourceApply", "ResourceSparseApply", "ResourceScatter")
"""Ops that are called like those on variables, but for the first word."""


def with_plain_variables(nodes: Iterable[Any]) -> list[Any]:
    """The nodes, resource variables and what works on them by those of variables."""
    given = list(nodes)
    kinds = {node.name: node.attr["dtype"] for node in given if node.op == "VarHandleOp"}
    if not kinds:
        return given
    _hand_on(given, kinds)
    taken = {node.name for node in given}
    return [made for node in given for made in _made(node, kinds, taken)]


def _hand_on(nodes: list[Any], kinds: dict[str, Any]) -> None:
    """Note the nodes whose outputs are handles of variables, too."""
    left = [node for node in nodes if node.op in _HANDED_ON and node.attr["T"].type == dtypes.resource.as_datatype_enum]
    while found := [node for node in left if _source(node) in kinds]:
        kinds.update({node.name: kinds[_source(node)] for node in found})
        left = [node for node in left if node.name not in kinds]


def _source(node: Any) -> str:
    return node.input[0].partition(":")[0] if node.input else ""


def _made(node: Any, kinds: dict[str, Any], taken: set[str]) -> list[Any]:
    if node.op == "VarHandleOp":
        kept = {name: value for name, value in node.attr.items() if name in ("dtype", "shape", "container", "shared_name")}
        return [_node(node, "VariableV2", node.input, kept)]
    kind = kinds.get(_source(node))
    if kind is None:
        return [node]
    attributes = {name: value for name, value in node.attr.items() if not name.startswith("_") and name != "dtype"}
    if node.name in kinds:
        return [_node(node, node.op, node.input, {**attributes, "T": kind})]
    op = _ON_VARIABLES.get(node.op)
    if op == "GatherV2":
        axis = _axis(node, taken)
        attributes = {name: attributes[name] for name in ("Tindices", "batch_dims") if name in attributes}
        attributes |= {"Tparams": kind, "Taxis": axis.attr["dtype"]}
        return [axis, _node(node, op, [*node.input[:2], axis.name, *node.input[2:]], attributes)]
    if op == "IsVariableInitialized":
        return [_node(node, op, node.input, {"dtype": kind})]
    if op is not None:
        attributes.pop("validate_shape", None)
        return [_node(node, op, node.input, {**attributes, "T": kind})]
    if node.op.startswith(_RENAMED):
        return [_node(node, node.op.removeprefix("Resource"), node.input, {**attributes, "T": kind})]
    return [node]


def _node(node: Any, op: str, inputs: Iterable[str], attributes: dict[str, Any]) -> Any:
    made = messages.graph_pb2.NodeDef(name=node.name, op=op, device=node.device, input=inputs)
    for name, value in attributes.items():
        made.attr[name].CopyFrom(value)
    if "_class" in node.attr:
        made.attr["_class"].CopyFrom(node.attr["_class"])
    return made


def _axis(node: Any, taken: set[str]) -> Any:
    name, number = f"{node.name}/axis", 0
    while name in taken:
        number += 1
        name = f"{node.name}/axis_{number}"
    taken.add(name)
    made = messages.graph_pb2.NodeDef(name=name, op="Const", device=node.device)
    made.attr["dtype"].CopyFrom(message_of("type", dtypes.int32))
    made.attr["value"].tensor.CopyFrom(tensor_message(np.array(0, np.int32)))
    return made

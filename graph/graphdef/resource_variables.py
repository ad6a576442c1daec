"""Resource variables of a GraphDef, as the variables that there are here: what is read and changed by a handle is the variable
itself."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from ..core.op import op_of_type
from ..types import dtypes
from .rewriting import Rewriting, handed_on, source_of

_ON_VARIABLES = {
    "ReadVariableOp": "Identity",
    "AssignVariableOp": "Assign",
    "AssignAddVariableOp": "AssignAdd",
    "AssignSubVariableOp": "AssignSub",
    "VarIsInitializedOp": "IsVariableInitialized",
    "VariableShape": "Shape",
    "ResourceGather": "GatherV2",
    "ResourceGatherNd": "GatherNd",
    "ResourceCountUpTo": "CountUpTo",
    "ResourceStridedSliceAssign": "StridedSliceAssign",
}
_RENAMED = ("ResourceApply", "ResourceSparseApply", "ResourceScatter")
"""Ops that are called like those on variables, but for the first word."""


def with_plain_variables(nodes: Iterable[Any], chosen: Container[str] | None = None) -> list[Any]:
    """The nodes, resource variables (all, or the chosen ones) and what works on them by those of variables."""
    given = list(nodes)
    kinds = {
        node.name: node.attr["dtype"] for node in given if node.op == "VarHandleOp" and (chosen is None or node.name in chosen)
    }
    if not kinds:
        return given
    passing = handed_on(given, kinds, dtypes.resource.as_datatype_enum)
    kinds.update({name: kinds[first] for name, first in passing.items()})
    taken = {node.name for node in given}
    return [made for node in given for made in _made(node, kinds, taken)]


def _made(node: Any, kinds: dict[str, Any], taken: set[str]) -> list[Any]:
    place = Rewriting(node, taken)
    if node.op == "VarHandleOp" and node.name in kinds:
        place.become("VariableV2", [], place.kept("dtype", "shape", "container", "shared_name"))
        return place.made
    kind = kinds.get(source_of(node.input[0])) if node.input else None
    if node.name in kinds:
        place.become(node.op, place.inputs, {**dict(node.attr), "T": kinds[node.name]})
    elif kind is not None:
        _on_variable(place, kind)
    return place.made or [node]


def _on_variable(place: Rewriting, kind: Any) -> None:
    """Add what does with a variable what a node does with a handle of type `kind`; nothing where there is no such op."""
    node = place.node
    if node.op == "DisableCopyOnRead":  # a hint of later releases
        place.become("NoOp", [], {})
        return
    op = _ON_VARIABLES.get(node.op) or (node.op.removeprefix("Resource") if node.op.startswith(_RENAMED) else None)
    if op is None or op_of_type(op) is None:
        return
    if op in ("GatherV2", "GatherNd"):
        more = {"Tparams": kind, **place.kept("Tindices")}
        if op == "GatherNd":
            place.become(op, place.inputs, more)
        else:
            axis = place.constant("axis", 0)
            place.become(op, [*place.inputs, axis], {**more, "Taxis": dtypes.int32, **place.kept("batch_dims")})
    elif op == "IsVariableInitialized":
        place.become(op, place.inputs, {"dtype": kind})
    else:
        attributes = {name: value for name, value in node.attr.items() if name not in ("dtype", "validate_shape")}
        place.become(op, place.inputs, {**attributes, "T": kind})

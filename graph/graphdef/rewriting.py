"""What stands in the place of a node that is imported, where its op is one that is not here but under another name."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..types import dtypes
from .attr_values import message_of, own_attribute, tensor_message

_HANDS_ON = ("Identity", "Switch", "Enter", "Merge", "NextIteration", "Exit")
_PASSES_ON = frozenset((*_HANDS_ON, *(f"Ref{op}" for op in _HANDS_ON)))
"""Ops through which a handle may come."""


def source_of(text: str) -> str:
    """The node that an input names."""
    return text.removeprefix("^").partition(":")[0]


def handed_on(nodes: Iterable[Any], handles: Container[str], kind: int) -> dict[str, str]:
    """The nodes that hand on handles, each with the one of `handles` that it hands on; `kind` is the type of handles."""
    found: dict[str, str] = {}
    left = [node for node in nodes if node.op in _PASSES_ON and node.attr["T"].type == kind and node.input]
    while left:
        known = {}
        for node in left:
            sources = (source_of(text) for text in node.input)
            first = next((one if one in handles else found[one] for one in sources if one in handles or one in found), None)
            if first is not None:
                known[node.name] = first
        if not known:
            break
        found.update(known)
        left = [node for node in left if node.name not in known]
    return found


class Rewriting:
    """One node, and those that come into its place.

    Args:
      node: the NodeDef.
      taken: the names of all nodes, to which the new ones are added.

    Attributes:
      inputs: the names of its inputs, without those it only waits for.
      made: the new nodes.
    """

    def __init__(self, node: Any, taken: set[str]) -> None:
        self.node = node
        self.inputs = [name for name in node.input if not name.startswith("^")]
        self.made: list[Any] = []
        self._controls = [name for name in node.input if name.startswith("^")]
        self._taken = taken

    def add(self, name: str, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node in the scope of the node; gives its name."""
        full, number = f"{self.node.name}/{name}", 0
        while full in self._taken:
            number += 1
            full = f"{self.node.name}/{name}_{number}"
        self._taken.add(full)
        made = messages.graph_pb2.NodeDef(name=full, op=op, device=self.node.device, input=inputs)
        if not inputs:  # a constant of a branch or of a loop is one only there
            made.input.extend(self._controls)
        _set(made, attributes)
        self.made.append(made)
        return full

    def constant(self, name: str, value: Any, kind: dtypes.DType = dtypes.int32) -> str:
        """Add a constant; gives its name."""
        dtype = object if kind is dtypes.string else kind.as_numpy_dtype
        return self.add(name, "Const", dtype=kind, value=np.array(value, dtype))

    def kept(self, *names: str, **renamed: str) -> dict[str, Any]:
        """Attributes of the node, by the same names, and by new names that stand for old ones."""
        both = {**{name: name for name in names}, **renamed}
        return {new: self.node.attr[old] for new, old in both.items() if old in self.node.attr}

    def become(self, op: str, inputs: Iterable[str], attributes: dict[str, Any] | None = None) -> None:
        """Add what has the name of the node. All its attributes by default; those of its own (`_class`) in any case."""
        made = messages.graph_pb2.NodeDef(name=self.node.name, op=op, device=self.node.device, input=inputs)
        made.input.extend(self._controls)
        own = {name: value for name, value in self.node.attr.items() if name.startswith("_")}
        _set(made, {**own, **(dict(self.node.attr) if attributes is None else attributes)})
        self.made.append(made)


def _set(node: Any, attributes: dict[str, Any]) -> None:
    for name, value in attributes.items():
        if isinstance(value, np.ndarray):
            node.attr[name].tensor.CopyFrom(tensor_message(value))
        elif isinstance(value, tuple):
            node.attr[name].CopyFrom(message_of("list(int)", value))
        else:
            node.attr[name].CopyFrom(own_attribute(value))

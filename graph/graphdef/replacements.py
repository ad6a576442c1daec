"""Ops that only headrace has, as the TensorFlow ops that do the same: what GraphDefs hold in their place.

Which these are says the `export` rule in the op's block. The last of the nodes has the name of the op; the others lie in
the scope of that name.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..core.operation import Operation
from ..types.dtypes import DType
from .attr_values import own_attribute, tensor_message


def replaced(node: messages.graph_pb2.NodeDef, operation: Operation) -> list[messages.graph_pb2.NodeDef]:
    """What a GraphDef holds for an operation: its node, or those that its op's `export` rule puts in its place."""
    export = operation.definition.export.function
    if export is None:
        return [node]
    nodes = Replacement(node)
    export(operation, nodes)
    return nodes.made


class Replacement:
    """The nodes in the place of one, see `core.rules.export`.

    Attributes:
      inputs: the names of its inputs.
      made: the nodes so far.
    """

    def __init__(self, node: messages.graph_pb2.NodeDef) -> None:
        self._node = node
        self._controls = [name for name in node.input if name.startswith("^")]
        self.inputs = [name for name in node.input if not name.startswith("^")]
        self.made: list[messages.graph_pb2.NodeDef] = []

    def add(self, name: str, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node called `name` in the scope of the op, or as the op itself where it is empty."""
        full = f"{self._node.name}/{name}" if name else self._node.name
        node = messages.graph_pb2.NodeDef(name=full, op=op, device=self._node.device, input=inputs)
        if not name or not inputs:  # nothing of a branch runs unless the branch does
            node.input.extend(self._controls)
        for key, value in attributes.items():
            if isinstance(value, np.ndarray):
                node.attr[key].tensor.CopyFrom(tensor_message(value))
            else:
                node.attr[key].CopyFrom(own_attribute(value))
        if not name:
            for key, held in self._node.attr.items():
                if key.startswith("_"):
                    node.attr[key].CopyFrom(held)
        self.made.append(node)
        return full

    def constant(self, name: str, value: Any, kind: DType) -> str:
        return self.add(name, "Const", value=np.array(value, kind.as_numpy_dtype), dtype=kind)

    def cast(self, name: str, given: str, source: DType, target: DType) -> str:
        if source is target:
            return given
        return self.add(name, "Cast", given, SrcT=source, DstT=target, Truncate=False)

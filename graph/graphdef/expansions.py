"""Ops that only headrace has, as the TensorFlow ops that do the same: what GraphDefs hold in their place.

The last of the nodes has the name of the op; the others lie in the scope of that name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..core.graph import Operation
from ..types import dtypes
from ..types.dtypes import DType
from .attr_values import own_attribute, tensor_message


class _Nodes:
    """The nodes in the place of one."""

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


def _kept_shape(node: messages.graph_pb2.NodeDef, operation: Operation) -> list[messages.graph_pb2.NodeDef]:
    """The shape with 1 at each of the axes: both stitched together."""
    nodes = _Nodes(node)
    shape, axes = nodes.inputs
    kind, of_axes = operation.get_attr("T"), operation.get_attr("Tidx")
    rank = nodes.add("Size", "Size", shape, T=kind, out_type=dtypes.int32)
    axes = nodes.cast("Cast", axes, of_axes, dtypes.int32)
    axes = nodes.add("add", "Add", axes, rank, T=dtypes.int32)
    axes = nodes.add("mod", "FloorMod", axes, rank, T=dtypes.int32)
    first, step = nodes.constant("range/start", 0, dtypes.int32), nodes.constant("range/delta", 1, dtypes.int32)
    places = nodes.add("range", "Range", first, rank, step, Tidx=dtypes.int32)
    count = nodes.add("Shape", "Shape", axes, T=dtypes.int32, out_type=dtypes.int32)
    one = nodes.constant("Fill/value", 1, kind)
    ones = nodes.add("Fill", "Fill", count, one, T=kind, index_type=dtypes.int32)
    nodes.add("", "DynamicStitch", places, axes, shape, ones, N=2, T=kind)
    return nodes.made


def _mirror(node: messages.graph_pb2.NodeDef, operation: Operation) -> list[messages.graph_pb2.NodeDef]:
    """The pictures, or the reversed ones where they are chosen."""
    nodes = _Nodes(node)
    images, chosen = nodes.inputs
    kind = operation.get_attr("T")
    axis = operation.get_attr("axis")
    rank = operation.inputs[0].static_shape
    where = nodes.constant("ReverseV2/axis", [axis if axis >= 0 or rank is None else axis + len(rank)], dtypes.int32)
    reversed_ = nodes.add("ReverseV2", "ReverseV2", images, where, T=kind, Tidx=dtypes.int32)
    nodes.add("", "Select", chosen, reversed_, images, T=kind)
    return nodes.made


def _standardize(node: messages.graph_pb2.NodeDef, operation: Operation) -> list[messages.graph_pb2.NodeDef]:
    """Less its mean, divided by its deviation; by 1 / sqrt(its size) where that is more."""
    nodes = _Nodes(node)
    (images,) = nodes.inputs
    kind = dtypes.float32
    axes = nodes.constant("axes", [-1, -2, -3], dtypes.int32)

    def mean(name: str, given: str) -> str:
        return nodes.add(name, "Mean", given, axes, T=kind, Tidx=dtypes.int32, keep_dims=True)

    def size(name: str, given: str) -> str:
        counted = nodes.add(f"{name}/Size", "Size", given, T=kind, out_type=dtypes.int32)
        return nodes.cast(name, counted, dtypes.int32, kind)

    middle = mean("Mean", images)
    centered = nodes.add("Sub", "Sub", images, middle, T=kind)
    squares = nodes.add("Square", "Square", centered, T=kind)
    deviation = nodes.add("Sqrt", "Sqrt", mean("Mean_1", squares), T=kind)
    values = nodes.add("values", "RealDiv", size("all", images), size("pictures", middle), T=kind)
    least = nodes.add("Rsqrt", "Rsqrt", values, T=kind)
    nodes.add("", "RealDiv", centered, nodes.add("Maximum", "Maximum", deviation, least, T=kind), T=kind)
    return nodes.made


Expansion = Callable[[messages.graph_pb2.NodeDef, Operation], "list[messages.graph_pb2.NodeDef]"]

EXPANSIONS: dict[str, Expansion] = {
    "HeadraceKeptShape": _kept_shape,
    "HeadraceMirror": _mirror,
    "HeadraceStandardize": _standardize,
}

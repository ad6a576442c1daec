"""A graph as data: its operations as NodeDefs, the graph as a GraphDef, its ops as OpDefs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export_value

from ..core.graph import Graph
from ..core.op import OPS, Op, op_of_type
from ..core.operation import Operation
from ..core.signature import REQUIRED, Argument, Attribute, parse_arguments
from ..core.tensor import Tensor
from ..core.traits import PURE
from ..functions.func_graph import FuncGraph, functions_of
from .attr_values import attr_value, own_attribute, shape_message
from .replacements import replaced

PRODUCER = 134
"""The version of graphs that TensorFlow 1.15 makes."""
export_value(PRODUCER, "GRAPH_DEF_VERSION")
LEAST = 0
"""The least version of graphs that it reads, and that a graph may ask of who reads it."""
export_value(LEAST, "GRAPH_DEF_VERSION_MIN_CONSUMER", "GRAPH_DEF_VERSION_MIN_PRODUCER")
_LIMIT = 1 << 31

_WRITTEN = {
    name: f"sparse_indices: {number} * int64, sparse_values: list(sparse_types), sparse_shapes: {number} * int64, "
    "dense_values: list(Tdense)"
    for name, number in {"ParseExample": "Nsparse", "ParseSingleExample": "num_sparse"}.items()
}
"""The outputs of ops that are only written: in the place of one that headrace has."""


def input_name(tensor: Tensor) -> str:
    """A tensor as NodeDefs name it: `node`, or `node:output` where it is not the first."""
    return tensor.op.name if tensor.value_index == 0 else f"{tensor.op.name}:{tensor.value_index}"


def node_def(operation: Operation, add_shapes: bool = False) -> messages.graph_pb2.NodeDef:
    """An operation as a NodeDef; with `add_shapes`, the shapes of its outputs are the attribute `_output_shapes`."""
    node = messages.graph_pb2.NodeDef(name=operation.name, op=operation.type, device=operation.device)
    node.input.extend(input_name(tensor) for tensor in operation.inputs)
    node.input.extend(sorted({f"^{control.name}" for control in operation.control_inputs}))
    declared = operation.definition.attributes
    for name, value in operation.attributes.items():
        attribute = declared.get(name)
        if attribute is None:
            node.attr[name].CopyFrom(own_attribute(value))
        elif attribute.kind != "python" and (value is not None or attribute.kind == "shape"):
            node.attr[name].CopyFrom(attr_value(attribute, value))
    if add_shapes and operation.outputs:
        shapes = node.attr["_output_shapes"].list.shape
        shapes.extend(shape_message(tensor.static_shape) for tensor in operation.outputs)
    return node


def graph_def(graph: Graph, from_version: int | None = None, add_shapes: bool = False) -> messages.graph_pb2.GraphDef:
    """A graph as a GraphDef, the operations in order of creation.

    Ops that only headrace has stand in it as the TensorFlow ops that do the same.

    Args:
      from_version: only operations made since the graph had this `version`.
      add_shapes: say the shapes of all outputs.

    Raises:
      ValueError: it would be larger than 2 GB.
    """
    found = messages.graph_pb2.GraphDef(versions=versions())
    size = 0
    for operation in graph.get_operations()[from_version or 0 :]:
        nodes = replaced(node_def(operation, add_shapes), operation)
        size += sum(one.ByteSize() for one in nodes)
        if size >= _LIMIT:
            raise ValueError("GraphDef cannot be larger than 2GB.")
        found.node.extend(nodes)
    functions = functions_called(graph.get_operations()[from_version or 0 :])
    if functions:
        found.library.function.extend(function_def(function) for function in functions)
    return found


def functions_called(operations: Iterable[Operation]) -> list[FuncGraph]:
    """The functions that operations call, and those that these call, each after those it calls."""
    found: dict[FuncGraph, None] = {}
    for operation in operations:
        for value in functions_of(operation):
            if value not in found:
                found.update(dict.fromkeys(functions_called(value.get_operations())))
                found[value] = None
    return list(found)


def function_def(graph: FuncGraph) -> messages.graph_pb2.FunctionDef:
    """The body of a function as a FunctionDef: what it takes from outside stands behind its arguments."""
    found = messages.graph_pb2.FunctionDef()
    found.signature.name = graph.name
    names: dict[str, str] = {}
    for tensor in (*graph.arguments, *graph.captured_inside):
        names[tensor.op.name] = name = _argument_name(tensor.op.name, names.values())
        found.signature.input_arg.add(name=name, type=tensor.dtype.base_dtype.as_datatype_enum)
    nodes: list[Any] = []
    for operation in graph.get_operations():
        if operation.name not in names:
            nodes.extend(replaced(node_def(operation), operation))
    kinds = {node.name: node for node in nodes}

    def reference(text: str) -> str:
        """An input as bodies name it: `node:output:number`, or an argument."""
        if text.startswith("^"):
            return text
        source, _, index = text.partition(":")
        return names[source] if source in names else f"{source}:{output_of(kinds[source], int(index or 0))}"

    for node in nodes:
        node.input[:] = [reference(text) for text in node.input if text[1:] not in names]
        groups = [group for group in node.attr["_class"].list.s if group.decode().removeprefix("loc:@") not in names]
        if groups:
            node.attr["_class"].list.s[:] = groups
        else:
            del node.attr["_class"]
        found.node_def.append(node)
    for tensor in graph.results:
        name = _argument_name(tensor.op.name, found.ret)
        found.signature.output_arg.add(name=name, type=tensor.dtype.base_dtype.as_datatype_enum)
        found.ret[name] = reference(input_name(tensor))
    for operation in graph.effects:
        found.control_ret[operation.name] = operation.name
        found.signature.control_output.append(operation.name)
    found.signature.is_stateful = not all(PURE in op.definition.traits or op.name in names for op in graph.get_operations())
    return found


def _argument_name(name: str, taken: Iterable[str]) -> str:
    """The name of an argument or result that is like that of an operation."""
    plain = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")
    plain = plain if plain[:1].isalpha() else f"arg_{plain}"
    others = set(taken)
    return next(one for one in itertools.chain([plain], (f"{plain}_{k}" for k in itertools.count(1))) if one not in others)


def output_of(node: messages.graph_pb2.NodeDef, index: int) -> str:
    """An output of a node as bodies of functions name it, `output:number`."""
    for argument, count in outputs_of(node):
        if index < count:
            return f"{argument}:{index}"
        index -= count
    raise ValueError(f"node {node.name!r} has no such output")


def outputs_of(node: messages.graph_pb2.NodeDef) -> list[tuple[str, int]]:
    """The outputs of a node: their names, and how many tensors each is."""
    definition = op_of_type(node.op)
    if definition is None and node.op not in _WRITTEN:
        raise ValueError(f"there is no op {node.op!r}")
    found = []
    for argument in parse_arguments(_WRITTEN[node.op]) if definition is None else definition.outputs:
        count = 1
        if argument.number_attr is not None:
            count = node.attr[argument.number_attr].i
        elif argument.is_list:
            count = len(node.attr[argument.type_attr or ""].list.type)
        found.append((argument.name, count))
    return found


def versions() -> messages.graph_pb2.VersionDef:
    """The versions that GraphDefs of headrace carry."""
    return messages.graph_pb2.VersionDef(producer=PRODUCER)


def op_list(types: Iterable[str]) -> messages.op_def_pb2.OpList:
    """The OpDefs of these op types that headrace has, in order of name."""
    return messages.op_def_pb2.OpList(op=[op_def(OPS[name]) for name in sorted(set(types)) if name in OPS])


def op_def(definition: Op) -> messages.op_def_pb2.OpDef:
    """A kind of op as an OpDef."""
    found = messages.op_def_pb2.OpDef(name=definition.type, is_stateful=PURE not in definition.traits)
    found.input_arg.extend(map(_argument, definition.inputs))
    found.output_arg.extend(map(_argument, definition.outputs))
    found.attr.extend(_attribute(one) for one in definition.attributes.values() if one.kind != "python")
    return found


def _argument(argument: Argument) -> Any:
    found = messages.op_def_pb2.OpDef.ArgDef(name=argument.name, is_ref=argument.is_ref)
    if argument.number_attr is not None:
        found.number_attr = argument.number_attr
    if argument.is_list:
        found.type_list_attr = argument.type_attr or ""
    elif argument.type_attr is not None:
        found.type_attr = argument.type_attr
    if argument.dtype is not None:
        found.type = messages.tensor_pb2.DataType.Name(argument.dtype.as_datatype_enum)
    return found


def _attribute(attribute: Attribute) -> Any:
    found = messages.op_def_pb2.OpDef.AttrDef(name=attribute.name, type=attribute.kind)
    if attribute.default is not REQUIRED and (attribute.default is not None or attribute.kind == "shape"):
        found.default_value.CopyFrom(attr_value(attribute, attribute.default))
    if attribute.minimum is not None:
        found.has_minimum, found.minimum = True, attribute.minimum
    if attribute.allowed:
        kinds = Attribute(attribute.name, f"list({attribute.item_kind})")
        found.allowed_values.CopyFrom(attr_value(kinds, attribute.allowed))
    return found

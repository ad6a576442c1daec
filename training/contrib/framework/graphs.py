"""Looking at graphs: placeholders, scopes, parts that become one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph, graph_of
from headrace.graph.core.graph import Graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import FED


@export("contrib.framework.get_placeholders")
def get_placeholders(graph: Graph) -> list[Tensor]:
    """The placeholders of a graph.

    Args:
      graph: a Graph.

    Returns:
      a list of tensors.

    Raises:
      TypeError: no Graph.
    """
    if not isinstance(graph, Graph):
        raise TypeError(f"Input graph needs to be a Graph: {graph}")
    return [op.outputs[0] for op in graph.get_operations() if FED in op.definition.traits]


@export("contrib.framework.get_name_scope")
def get_name_scope() -> str:
    """The scope that the default graph is in, without a slash at its end."""
    return get_default_graph().get_name_scope()


@export("contrib.framework.get_graph_from_inputs")
def get_graph_from_inputs(op_input_list: Sequence[Any], graph: Graph | None = None) -> Graph:
    """The graph that tensors and operations belong to.

    Args:
      op_input_list: tensors and operations.
      graph: the graph that they must belong to; any by default.

    Returns:
      a Graph: the default one where there are none.

    Raises:
      TypeError: `graph` is no Graph.
      ValueError: they are of different graphs, or not of `graph`.
    """
    if graph is None:
        return graph_of(op_input_list)
    if not isinstance(graph, Graph):
        raise TypeError(f"Input graph needs to be a Graph: {graph}")
    for one in op_input_list:
        if getattr(one, "graph", graph) is not graph:
            raise ValueError(f"{one} is not from the passed-in graph.")
    return graph


def _name(text: str) -> str:
    """The node that an input of a node names."""
    return text.removeprefix("^").split(":")[0]


@export("contrib.framework.fuse_op")
def fuse_op(
    graph_def: Any,
    input_nodes: Sequence[str],
    output_nodes: Sequence[str],
    output_dtypes: Sequence[int],
    output_quantized: bool,
    op_name: str,
    op_type: str,
) -> Any:
    """A graph in which one operation stands for what lies between some nodes.

    Args:
      graph_def: a GraphDef.
      input_nodes: names of the nodes that go into the operation, which stay.
      output_nodes: names of the nodes, of one input each, that take its outputs instead.
      output_dtypes: the types of its outputs.
      output_quantized: whether these are quantized.
      op_name, op_type: of the operation.

    Returns:
      a new GraphDef.

    Raises:
      TypeError: no GraphDef, no lists, or something between the nodes takes what is not in `input_nodes`.
      AssertionError: a node is not there.
    """
    kind = messages.graph_pb2.GraphDef
    if not isinstance(graph_def, kind):
        raise TypeError("graph_def must be a graph_pb2.GraphDef proto.")
    if isinstance(input_nodes, str):
        raise TypeError("input_nodes must be a list.")
    if isinstance(output_nodes, str):
        raise TypeError("output_nodes must be a list.")
    nodes = {_name(node.name): node for node in graph_def.node}
    taken = {name: [_name(one) for one in node.input] for name, node in nodes.items()}
    for name in (*input_nodes, *output_nodes):
        assert name in nodes, f"{name} is not in graph"
    before, all_before = _behind(input_nodes, taken), _behind(output_nodes, taken)
    after = []
    for name in nodes:
        if name in all_before:
            if name not in before and name not in output_nodes:
                _check_inputs_of(name, taken, before, input_nodes)
        elif name not in before:
            after.append(name)
    made = kind()
    made.node.extend(node for name, node in nodes.items() if name in before)
    fused = made.node.add(name=op_name, op=op_type, input=input_nodes)
    fused.attr["_output_types"].list.type[:] = output_dtypes
    fused.attr["_output_quantized"].b = output_quantized
    for position, name in enumerate(output_nodes):
        assert len(nodes[name].input) == 1
        one = made.node.add()
        one.CopyFrom(nodes[name])
        one.input[:] = [f"{op_name}:{position}" if position else op_name]
    made.node.extend(nodes[name] for name in after)
    made.library.CopyFrom(graph_def.library)
    made.versions.CopyFrom(graph_def.versions)
    return made


def _behind(names: Sequence[str], taken: dict[str, list[str]]) -> set[str]:
    """Some nodes, and all that they depend on."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += taken[name]
    return found


def _check_inputs_of(name: str, taken: dict[str, list[str]], before: Collection[str], inputs: Sequence[str]) -> None:
    seen: set[str] = set()
    left = [name]
    while left:
        one = left.pop(0)
        seen.add(one)
        if one in inputs:
            continue
        if one in before:
            raise TypeError(f"Node {name} uses input {one} not in input_nodes.")
        left += [other for other in taken[one] if other not in seen]

"""tf.graph_util: parts of GraphDefs, and GraphDefs whose variables are constants.

Source of names, messages and behaviour: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ..core.graph import Graph
from ..core.operation import Operation
from ..platform import logging
from ..types import dtypes
from ..types.shapes import TensorShape
from .attr_values import tensor_message
from .resource_variables import with_plain_variables
from .rewriting import source_of

_VARIABLES = frozenset(("Variable", "VariableV2", "VarHandleOp"))
_PINNED = frozenset(
    ("Assign", "AssignAdd", "AssignSub", "Queue", "ScatterAdd", "ScatterSub", "ScatterUpdate")
    + ("TruncatedNormal", "Variable", "VariableV2")
)
_ON_CPU = {"Const": "dtype", "DynamicStitch": "T", "ParallelDynamicStitch": "T", "Cast": "SrcT"}
"""Ops that need a CPU for int32, and the attribute that says what they work on."""


@export("graph_util.must_run_on_cpu")
def must_run_on_cpu(node: Any, pin_variables_on_cpu: bool = False) -> bool:
    """Whether TensorFlow has a node on a CPU, whatever devices there are.

    Args:
      node: an Operation or a NodeDef.
      pin_variables_on_cpu: whether variables, and what changes them, are to be there.

    Returns:
      a bool.
    """
    node_def = node.node_def if isinstance(node, Operation) else node
    assert isinstance(node_def, messages.graph_pb2.NodeDef)
    if pin_variables_on_cpu and node_def.op in _PINNED:
        return True
    if node_def.op not in _ON_CPU:
        return False
    kind = node_def.attr[_ON_CPU[node_def.op]].type
    return kind == dtypes.int32 or (node_def.op == "Const" and kind == dtypes.string)


@export("graph_util.extract_sub_graph")
def extract_sub_graph(graph_def: messages.graph_pb2.GraphDef, dest_nodes: Sequence[str]) -> messages.graph_pb2.GraphDef:
    """The nodes that some nodes need, and these themselves, in the order of the whole.

    Args:
      graph_def: a GraphDef.
      dest_nodes: the names of nodes.

    Returns:
      a GraphDef.

    Raises:
      TypeError: `graph_def` is none, or `dest_nodes` is a string.
      AssertionError: a node is not in the graph.
    """
    if not isinstance(graph_def, messages.graph_pb2.GraphDef):
        raise TypeError("graph_def must be a graph_pb2.GraphDef proto.")
    if isinstance(dest_nodes, str):
        raise TypeError("dest_nodes must be a list.")
    needed = {node.name.partition(":")[0]: [source_of(text) for text in node.input] for node in graph_def.node}
    for name in dest_nodes:
        if name not in needed:
            raise AssertionError(f"{name} is not in graph")
    found: set[str] = set()
    left = list(dest_nodes)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += needed[name]
    kept = messages.graph_pb2.GraphDef(library=graph_def.library, versions=graph_def.versions)
    kept.node.extend(node for node in graph_def.node if node.name.partition(":")[0] in found)
    return kept


@export("graph_util.tensor_shape_from_node_def_name")
def tensor_shape_from_node_def_name(graph: Graph, input_name: str) -> TensorShape:
    """The static shape of a tensor that is named as NodeDefs name their inputs.

    Args:
      graph: a Graph.
      input_name: `node:output`; the first output where no number is given.

    Returns:
      a TensorShape.

    Raises:
      KeyError: there is no such tensor.
    """
    return graph.get_tensor_by_name(input_name if ":" in input_name else f"{input_name}:0").shape


@export("graph_util.convert_variables_to_constants")
def convert_variables_to_constants(
    sess: Any,
    input_graph_def: messages.graph_pb2.GraphDef,
    output_node_names: Sequence[str],
    variable_names_whitelist: Collection[str] | None = None,
    variable_names_blacklist: Collection[str] | None = None,
) -> messages.graph_pb2.GraphDef:
    """What some nodes need of a graph, the variables as constants of the values that they have in a session.

    Args:
      sess: a Session of the graph.
      input_graph_def: a GraphDef. Resource variables in it become constants, too.
      output_node_names: the names of the nodes whose results are wanted.
      variable_names_whitelist: the variables that become constants; all by default.
      variable_names_blacklist: those that do not.

    Returns:
      a GraphDef.

    Raises:
      AssertionError: a node is not in the graph.
      FailedPreconditionError: a variable has no value.
    """
    part = extract_sub_graph(input_graph_def, output_node_names)
    chosen = [
        node.name
        for node in part.node
        if node.op in _VARIABLES
        and (variable_names_whitelist is None or node.name in variable_names_whitelist)
        and (variable_names_blacklist is None or node.name not in variable_names_blacklist)
    ]
    values = dict(zip(chosen, sess.run([f"{name}:0" for name in chosen]) if chosen else [], strict=True))
    logging.info("Froze %d variables.", len(values))
    found = messages.graph_pb2.GraphDef(library=part.library)
    for node in with_plain_variables(part.node, chosen):
        if node.name in values:
            made = found.node.add(name=node.name, op="Const")
            made.attr["dtype"].CopyFrom(node.attr["dtype"])
            made.attr["value"].tensor.CopyFrom(tensor_message(values[node.name]))
        else:
            found.node.append(node)
    logging.info("Converted %d variables to const ops.", len(values))
    return found


@export("graph_util.remove_training_nodes")
def remove_training_nodes(
    input_graph: messages.graph_pb2.GraphDef, protected_nodes: Collection[str] | None = None
) -> messages.graph_pb2.GraphDef:
    """A graph without nodes that nobody needs but to train: `CheckNumerics`, and each `Identity` that orders nothing.

    As in TensorFlow, what takes a tensor from a `CheckNumerics` is left without that input.

    Args:
      input_graph: a GraphDef.
      protected_nodes: the names of nodes that stay.

    Returns:
      a GraphDef without versions.
    """
    protected = frozenset(protected_nodes or ())
    removed = {node.name for node in input_graph.node if node.op == "CheckNumerics" and node.name not in protected}
    left = [_with_inputs(node, node.input, removed) for node in input_graph.node if node.name not in removed]
    ordered = {node.name for node in left if any("^" in text for text in node.input)}
    ordered |= {text.replace("^", "") for node in left for text in node.input if "^" in text}
    spliced = {
        node.name: node.input[0]
        for node in left
        if node.op == "Identity" and node.name not in protected and node.name not in ordered
    }
    found = messages.graph_pb2.GraphDef()
    for node in left:
        if node.name not in spliced:
            found.node.append(_with_inputs(node, [_behind(text, spliced) for text in node.input], ()))
    return found


def _with_inputs(node: Any, inputs: Iterable[str], removed: Collection[str]) -> Any:
    made = messages.graph_pb2.NodeDef()
    made.CopyFrom(node)
    made.input[:] = [text for text in inputs if text.removeprefix("^") not in removed]
    return made


def _behind(text: str, spliced: dict[str, str]) -> str:
    """What an input is where nodes that only hand it on are left out."""
    while text.removeprefix("^") in spliced:
        text = spliced[text.removeprefix("^")]
    return text

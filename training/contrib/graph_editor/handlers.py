"""What becomes of operations and tensors that are copied: the handlers of a Transformer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.build import made_node
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor

from .elements import ControlOutputs, make_placeholder_from_tensor
from .views import SubGraphView

_KNOWN_COLLECTIONS = frozenset(value for name, value in vars(GraphKeys).items() if name.isupper() and isinstance(value, str))


class Progress:
    """What is known while a part of a graph is copied; the handlers of a Transformer get it as `info`."""

    def __init__(self, view: SubGraphView, graph: Graph, scope: str, source_scope: str) -> None:
        assert view.graph is not None
        self.sgv = view
        self.sgv_inputs_set = frozenset(view.inputs)
        self.ops = frozenset(view.ops)
        self.control_outputs = ControlOutputs(view.graph)
        self.graph = view.graph
        self.scope = source_scope
        self.graph_ = graph
        self.scope_ = scope
        self.transformed_ops: dict[Operation, Operation] = {}
        self.transformed_ts: dict[Tensor, Tensor] = {}
        self.collections = {key: self.graph.get_collection(key) for key in self.graph.get_all_collection_keys()}
        self.tmp_cyclic_ts: list[tuple[Tensor, Tensor, Operation]] = []

    def new_name(self, name: str) -> str:
        """The name in the scope to which it is copied."""
        if not name.startswith(self.scope):
            raise ValueError(f"{name} does not belong to source scope: {self.scope}.")
        return self.scope_ + name.removeprefix(self.scope)


@export("contrib.graph_editor.replace_t_with_placeholder_handler")
def replace_t_with_placeholder_handler(info: Any, t: Tensor) -> Tensor:
    """A placeholder for a tensor from outside of what is copied.

    Args:
      info: what a Transformer knows.
      t: the tensor.

    Returns:
      a placeholder in the graph to which it is copied.
    """
    with info.graph_.as_default():
        return make_placeholder_from_tensor(t, scope=info.scope_)


@export("contrib.graph_editor.keep_t_if_possible_handler")
@documented_by(replace_t_with_placeholder_handler)
def keep_t_if_possible_handler(info: Any, t: Tensor) -> Tensor:
    """The tensor itself where a part is copied within a graph; else a placeholder for it.

    Returns:
      a tensor.
    """
    return t if info.graph is info.graph_ else replace_t_with_placeholder_handler(info, t)


@export("contrib.graph_editor.assign_renamed_collections_handler")
def assign_renamed_collections_handler(info: Any, elem: Any, elem_: Any) -> None:
    """Add a copy to the collections of what it is a copy of; those that are no GraphKeys get the scope before their name.

    Args:
      info: what a Transformer knows.
      elem: an operation or tensor.
      elem_: its copy.
    """
    for name, collection in info.collections.items():
        if any(elem is other for other in collection):
            info.graph_.add_to_collection(name if name in _KNOWN_COLLECTIONS else info.new_name(name), elem_)


@export("contrib.graph_editor.transform_op_if_inside_handler")
def transform_op_if_inside_handler(info: Any, op: Operation, keep_if_possible: bool = True) -> Operation | None:
    """What a copy waits for in the place of an operation.

    Args:
      info: what a Transformer knows.
      op: the operation.
      keep_if_possible: whether it is the operation itself where that is not copied, within one graph.

    Returns:
      its copy, the operation, or None for nothing.
    """
    if op in info.ops:
        return info.transformed_ops[op]
    return op if keep_if_possible and info.graph is info.graph_ else None


@export("contrib.graph_editor.copy_op_handler")
def copy_op_handler(
    info: Any,
    op: Operation,
    new_inputs: Sequence[Tensor],
    copy_shape: bool = False,
    nodedef_fn: Callable[[Any], Any] | None = None,
) -> tuple[Operation, list[Tensor]]:
    """A copy of an operation.

    Args:
      info: what a Transformer knows.
      op: the operation.
      new_inputs: what the copy takes.
      copy_shape: whether the outputs have the shapes of those of the operation; else those that follow from the inputs.
      nodedef_fn: a function from the NodeDef of the copy, without inputs, to another, with another name or other attributes;
        None for none.

    Returns:
      (the copy, a list of its outputs).

    Raises:
      TypeError: `new_inputs` is a bool.
    """
    if isinstance(new_inputs, bool):
        raise TypeError("the `new_inputs` argument must be an iterable.")
    graph = info.graph_
    name, attributes, device = graph.unique_name(info.new_name(op.name)), dict(op.attributes), op.device
    if nodedef_fn is not None:
        node = op.node_def
        node.name = name
        node = nodedef_fn(node)
        return _of_node(graph, node, new_inputs)
    copied = made_node(graph, op.definition, name, list(new_inputs), attributes, [], graph.context)
    copied.device = device
    if copy_shape:
        for tensor, before in zip(copied.outputs, op.outputs, strict=True):
            tensor.set_shape(before.shape)
    return copied, copied.outputs


def _of_node(graph: Graph, node: Any, inputs: Sequence[Tensor]) -> tuple[Operation, list[Tensor]]:
    copied = graph.create_op(node.op, list(inputs), [], name=node.name + "/", attrs=dict(node.attr), compute_shapes=True)
    return copied, copied.outputs

"""tf.contrib.copy_graph: variables and operations copied to another graph, with all that they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.build import made_node
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traversal import topological_order
from headrace.graph.execution.session import Session
from headrace.graph.variables.variable import Variable


def _within(scope: str, name: str) -> str:
    return f"{scope}/{name}" if scope else name


def _collections_of(item: Any, scope: str) -> list[str]:
    """The collections for a copy, in the scope but for those of variables and of training."""
    found = []
    for name in item.graph.get_all_collection_keys():
        if any(item is other for other in item.graph.get_collection(name)):
            of_all = isinstance(item, Variable) and name in (GraphKeys.GLOBAL_VARIABLES, GraphKeys.TRAINABLE_VARIABLES)
            found.append(name if of_all else _within(scope, name))
    return found


@export("contrib.copy_graph.copy_variable_to_graph")
def copy_variable_to_graph(org_instance: Variable, to_graph: Graph, scope: str = "") -> Variable:
    """Copy a variable to another graph; it starts there with what initializes the first.

    Args:
      org_instance: the variable.
      to_graph: the graph to which it is copied.
      scope: before its name; "" for none.

    Returns:
      a Variable of that graph, in the same collections, those of other kinds with the scope before their names.

    Raises:
      TypeError: it is no variable.
    """
    if not isinstance(org_instance, Variable):
        raise TypeError(f"{org_instance} is not a Variable")
    graph = org_instance.graph
    trainable = any(org_instance is one for one in graph.get_collection(GraphKeys.TRAINABLE_VARIABLES))
    with graph.as_default(), Session() as session:
        value = session.run(org_instance.initialized_value())
    with to_graph.as_default():
        return Variable(
            value,
            trainable,
            name=_within(scope, org_instance.op.name),
            collections=_collections_of(org_instance, scope),
            validate_shape=False,
        )


@export("contrib.copy_graph.copy_op_to_graph")
def copy_op_to_graph(org_instance: Any, to_graph: Graph, variables: Iterable[Variable], scope: str = "") -> Any:
    """Copy an operation or tensor to another graph, with all that it depends on.

    What that graph has already under the name of a copy is taken as the copy.

    Args:
      org_instance: an Operation or Tensor.
      to_graph: the graph to which it is copied.
      variables: copies of the variables that it depends on, as `copy_variable_to_graph` makes them.
      scope: before the names; "" for none.

    Returns:
      the Operation or Tensor of that graph.

    Raises:
      TypeError: it is neither.
    """
    if not isinstance(org_instance, (Operation, Tensor)):
        raise TypeError(f"Could not copy instance: {org_instance}")
    known = {variable.op.name for variable in variables} | {one.name for one in to_graph.get_operations()}
    operation = org_instance if isinstance(org_instance, Operation) else org_instance.op

    def copy_of(one: Operation) -> Operation:
        return to_graph.get_operation_by_name(_within(scope, one.name))

    there = {one for one in operation.graph.get_operations() if _within(scope, one.name) in known}
    for one in [] if operation in there else topological_order([operation], without=there):
        inputs = [copy_of(tensor.op).outputs[tensor.value_index] for tensor in one.inputs]
        controls = [copy_of(before) for before in one.control_inputs]
        name = _within(scope, one.name)
        copied = made_node(to_graph, one.definition, name, inputs, dict(one.attributes), controls, to_graph.context)
        copied.device = one.device
    copied = copy_of(operation)
    if isinstance(org_instance, Operation):
        return copied
    tensor = copied.outputs[org_instance.value_index]
    if operation not in there:
        for collection in _collections_of(org_instance, scope):
            to_graph.add_to_collection(collection, tensor)
    return tensor


@export("contrib.copy_graph.get_copied_op")
def get_copied_op(org_instance: Any, graph: Graph, scope: str = "") -> Any:
    """What an operation, tensor or variable became in another graph.

    Args:
      org_instance: the Operation, Tensor or Variable.
      graph: the graph to which it was copied.
      scope: the scope that stands before its name there; "" for none.

    Returns:
      the Operation or Tensor of that name.

    Raises:
      KeyError: there is none.
    """
    return graph.as_graph_element(_within(scope, org_instance.name), allow_tensor=True, allow_operation=True)

"""import_graph_def: the nodes of a GraphDef as operations of a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from .nodes import Functions, NodesImport


@export("import_graph_def", "graph_util.import_graph_def")
def import_graph_def(
    graph_def: Any,
    input_map: Mapping[str, Any] | None = None,
    return_elements: Sequence[str] | None = None,
    name: str | None = None,
    op_dict: Any = None,
    producer_op_list: Any = None,
) -> list[Tensor | Operation] | None:
    """Add the nodes of a GraphDef to the default graph.

    Args:
      graph_def: a GraphDef; TensorFlow's own class serves as well.
      input_map: from names of tensors (`node`, `node:1`), or of nodes that others wait for (`^node`), to the tensors that
        take their place.
      return_elements: names of nodes and tensors.
      name: the scope of the operations, "import" by default; "" is the root.
      op_dict: accepted, of no effect.
      producer_op_list: the ops as whoever made the GraphDef knew them: attributes that are unknown here and have the
        default value given there are left out.

    Returns:
      the operations and tensors that `return_elements` name; None where it is None.

    Raises:
      TypeError: an argument is of another type.
      ValueError: the GraphDef, `input_map` or `return_elements` names what is not there, or a node is not one of its op.
      NotFoundError: an op that headrace does not have.
    """
    graph_def = _as_graph_def(graph_def)
    mapped = _checked_map(input_map)
    if return_elements is not None and not all(isinstance(one, (str, bytes)) for one in return_elements):
        raise TypeError("return_elements must be a list of strings.")
    wanted = [one.decode() if isinstance(one, bytes) else one for one in return_elements or ()]
    defaults = _defaults_of_producer(producer_op_list)
    with name_scope(name, "import", list(mapped.values())) as scope:
        graph = get_default_graph()
        functions = Functions(graph, graph_def.library, defaults)
        if not all(isinstance(value, Tensor) for value in mapped.values()):
            if name == "":
                raise ValueError(
                    "tf.import_graph_def() requires a non-empty `name` if `input_map` contains non-Tensor values. Try "
                    "calling tf.convert_to_tensor() on `input_map` values before calling tf.import_graph_def()."
                )
            with graph.name_scope("_inputs"):
                mapped = {key: convert_to_tensor(value) for key, value in mapped.items()}
        found = NodesImport(graph, graph_def, mapped, scope, functions)
        try:
            found.run()
            elements = [found.element(one) for one in wanted]
        except BaseException:
            found.undo()  # a graph has all of it or nothing
            raise
    return None if return_elements is None else elements


def _as_graph_def(given: Any) -> messages.graph_pb2.GraphDef:
    if isinstance(given, messages.graph_pb2.GraphDef):
        return given
    descriptor = getattr(given, "DESCRIPTOR", None)
    if descriptor is None or descriptor.name != "GraphDef":
        raise TypeError("graph_def must be a GraphDef proto.")
    return messages.graph_pb2.GraphDef.FromString(given.SerializeToString())


def _checked_map(input_map: Any) -> dict[str, Any]:
    if input_map is None:
        return {}
    if not isinstance(input_map, dict) or not all(isinstance(key, (str, bytes)) for key in input_map):
        raise TypeError("input_map must be a dictionary mapping strings to Tensor objects.")
    return {key.decode() if isinstance(key, bytes) else key: value for key, value in input_map.items()}


def _defaults_of_producer(producer_op_list: Any) -> dict[tuple[str, str], bytes]:
    """The defaults of attributes by op type and name, as bytes: the messages may be TensorFlow's."""
    if producer_op_list is None:
        return {}
    return {
        (op.name, attr.name): attr.default_value.SerializeToString()
        for op in producer_op_list.op
        for attr in op.attr
        if attr.HasField("default_value")
    }

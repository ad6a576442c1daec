"""Nodes added to a graph that has those they name."""

from __future__ import annotations

from typing import Any

from ..core.graph import Graph
from .nodes import Functions, NodesImport


def add_nodes(graph: Graph, graph_def: Any) -> None:
    """Add the nodes of a GraphDef to a graph, under their own names; all of it or nothing.

    Args:
      graph_def: its nodes may take what operations of the graph give, and wait for these.

    Raises:
      ValueError, TypeError, NotFoundError: as `import_graph_def`.
    """
    found = _Growth(graph, graph_def, {}, "", Functions(graph, graph_def.library, {}))
    try:
        with graph.as_default():
            found.run()
    except BaseException:
        found.undo()
        raise


class _Growth(NodesImport):
    """Where names that no node has are those of operations that are there."""

    def __init__(self, graph: Graph, *arguments: Any) -> None:
        super().__init__(graph, *arguments)
        own = {node.name for node in self._nodes}
        there = [operation for operation in graph.get_operations() if operation.name not in own]
        self._controls = {operation.name: operation for operation in there}
        self._tensors = {(op.name, index): tensor for op in there for index, tensor in enumerate(op.outputs)}

"""GraphDefs that are the same."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export


@export("test.assert_equal_graph_def")
def assert_equal_graph_def(
    actual: Any, expected: Any, checkpoint_v2: bool = False, hash_table_shared_name: bool = False
) -> None:
    """Raise AssertionError unless two GraphDefs have the same nodes, in whatever order.

    Args:
      actual, expected: GraphDefs.
      checkpoint_v2, hash_table_shared_name: accepted, without effect.

    Raises:
      AssertionError: a node is missing, is not expected, or is another.
      TypeError: one is no GraphDef.
    """
    for name, graph_def in (("actual", actual), ("expected", expected)):
        if type(graph_def).__name__ != "GraphDef":
            raise TypeError(f"Expected tf.GraphDef for {name}, got {type(graph_def).__name__}")
    found = {node.name: node.SerializeToString(deterministic=True) for node in actual.node}
    wanted = {node.name: node.SerializeToString(deterministic=True) for node in expected.node}
    for name in wanted.keys() | found.keys():
        if name not in found:
            raise AssertionError(f"Did not find expected node '{name}'")
        if name not in wanted:
            raise AssertionError(f"Found unexpected node '{name}'")
        if found[name] != wanted[name]:
            ours, theirs = ([node for node in graph.node if node.name == name] for graph in (actual, expected))
            raise AssertionError(f"Node named '{name}' differs: {ours[0]} instead of {theirs[0]}")

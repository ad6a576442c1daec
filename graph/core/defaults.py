"""The default graph: the one a thread has entered last, or the global one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.forks import renewed

from .default_stacks import entered_graphs
from .graph import Graph

_lock = renewed(threading.Lock())
_global_graph: Graph | None = None  # guarded by _lock: serves every thread that has entered no graph of its own


@export("get_default_graph")
def get_default_graph() -> Graph:
    """The graph that operations are added to: the innermost `graph.as_default()` of this thread, or the global one."""
    global _global_graph
    entered = entered_graphs()
    if entered:
        return entered[-1]
    with _lock:
        if _global_graph is None:
            _global_graph = Graph()
        return _global_graph


@export("reset_default_graph")
def reset_default_graph() -> None:
    """Make the global graph a new, empty one. Raises AssertionError inside `graph.as_default()`."""
    global _global_graph
    if entered_graphs():
        raise AssertionError(
            "Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, exit the nesting "
            "and create a new graph."
        )
    with _lock:
        _global_graph = Graph()


@export("init_scope")
@contextlib.contextmanager
def init_scope() -> Iterator[None]:
    """A block whose operations belong to the graph around all functions that are being built; so variables are made.

    They belong to no branch or loop, and wait for nothing that surrounds the block.

    Returns:
      A context manager.
    """
    graph = get_default_graph()
    scope = graph.get_name_scope()
    while graph.building_function:
        graph = graph.outer  # type: ignore[attr-defined]
    with graph.as_default(), graph.name_scope(f"{scope}/" if scope else None), graph.control_dependencies(None):
        yield


def graph_of(values: Any) -> Graph:
    """The graph of the tensors and operations among `values`, the default graph where there are none.

    While the body of a function is built, that is its graph: it takes tensors from outside.

    Raises:
      ValueError: they are of different graphs.
    """
    first = None
    current = get_default_graph()
    if current.building_function:
        return current
    for value in values:
        graph = getattr(value, "graph", None)
        if not isinstance(graph, Graph):
            continue
        if first is None:
            first = value
        elif graph is not first.graph:
            raise ValueError(f"{value} must be from the same graph as {first}.")
    return current if first is None else first.graph

"""The default graph and the default session of each thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from .graph import Graph
from .tensor import Tensor

_stack = threading.local()
_lock = threading.Lock()
_global_graph: Graph | None = None  # guarded by _lock: serves every thread that has entered no graph of its own


def _entered() -> list[Graph]:
    if not hasattr(_stack, "graphs"):
        _stack.graphs = []
    return _stack.graphs


def get_default_graph() -> Graph:
    """The graph that operations are added to: the innermost `graph.as_default()` of this thread, or the global one."""
    global _global_graph
    entered = _entered()
    if entered:
        return entered[-1]
    with _lock:
        if _global_graph is None:
            _global_graph = Graph()
        return _global_graph


def reset_default_graph() -> None:
    """Make the global graph a new, empty one. Raises AssertionError inside `graph.as_default()`."""
    global _global_graph
    if _entered():
        raise AssertionError(
            "Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, exit the nesting "
            "and create a new graph."
        )
    with _lock:
        _global_graph = Graph()


@contextlib.contextmanager
def graph_as_default(graph: Graph) -> Iterator[Graph]:
    entered = _entered()
    entered.append(graph)
    try:
        yield graph
    finally:
        entered.remove(graph)


def graph_of(values: Any) -> Graph:
    """The graph of the tensors and operations among `values`, the default graph where there are none.

    Raises:
      ValueError: they are of different graphs.
    """
    first = None
    for value in values:
        graph = getattr(value, "graph", None)
        if not isinstance(graph, Graph):
            continue
        if first is None:
            first = value
        elif graph is not first.graph:
            raise ValueError(f"{value} must be from the same graph as {first}.")
    return get_default_graph() if first is None else first.graph


def _sessions() -> list[Any]:
    if not hasattr(_stack, "sessions"):
        _stack.sessions = []
    return _stack.sessions


def get_default_session() -> Any:
    """The innermost session that this thread has made its default, or None."""
    sessions = _sessions()
    return sessions[-1] if sessions else None


@contextlib.contextmanager
def session_as_default(session: Any) -> Iterator[Any]:
    sessions = _sessions()
    sessions.append(session)
    try:
        yield session
    finally:
        sessions.remove(session)


def session_for(element: Any, session: Any) -> Any:
    """The session that evaluates a Tensor or runs an Operation: `session`, or the default session.

    Raises:
      ValueError: there is none, or it is of another graph.
    """
    if isinstance(element, Tensor):
        purpose, call = "evaluate tensor using `eval()`", "eval"
    else:
        purpose, call = "execute operation using `run()`", "run"
    verb, kind = purpose.split()[:2]
    if session is None:
        session = get_default_session()
        if session is None:
            raise ValueError(
                f"Cannot {purpose}: No default session is registered. Use `with sess.as_default()` or pass an explicit "
                f"session to `{call}(session=sess)`"
            )
        if session.graph is not element.graph:
            raise ValueError(
                f"Cannot use the default session to {verb} {kind}: the {kind}'s graph is different from the session's "
                f"graph. Pass an explicit session to `{call}(session=sess)`."
            )
    elif session.graph is not element.graph:
        raise ValueError(
            f"Cannot use the given session to {verb} {kind}: the {kind}'s graph is different from the session's graph."
        )
    return session

"""The graphs and sessions that a thread has made its defaults, the innermost last."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from headrace.formats.exports import export

if TYPE_CHECKING:
    from .graph import Graph

_stack = threading.local()


def entered_graphs() -> list[Graph]:
    """The graphs that this thread has entered by `graph.as_default()`."""
    if not hasattr(_stack, "graphs"):
        _stack.graphs = []
    return _stack.graphs


@contextlib.contextmanager
def graph_as_default(graph: Graph) -> Iterator[Graph]:
    """Make a graph the default graph of this thread inside a `with` statement."""
    entered = entered_graphs()
    entered.append(graph)
    try:
        yield graph
    finally:
        del entered[len(entered) - 1 - entered[::-1].index(graph)]  # it may have been entered before, too


def _sessions() -> list[Any]:
    if not hasattr(_stack, "sessions"):
        _stack.sessions = []
    return _stack.sessions


@export("get_default_session")
def get_default_session() -> Any:
    """The innermost session that this thread has made its default, or None."""
    sessions = _sessions()
    return sessions[-1] if sessions else None


@contextlib.contextmanager
def session_as_default(session: Any) -> Iterator[Any]:
    """Make a session the default session of this thread inside a `with` statement."""
    sessions = _sessions()
    sessions.append(session)
    try:
        yield session
    finally:
        sessions.remove(session)


def session_for(element: Any, session: Any, call: str = "eval") -> Any:
    """The session that evaluates a Tensor or runs an Operation: `session`, or the default session.

    Args:
      call: the method that asks, `eval` of a tensor or `run` of an operation.

    Raises:
      ValueError: there is none, or it is of another graph.
    """
    verb, kind = ("evaluate", "tensor") if call == "eval" else ("execute", "operation")
    purpose = f"{verb} {kind} using `{call}()`"
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

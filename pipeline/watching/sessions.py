"""The Session behind what a program calls its session."""

from __future__ import annotations

from typing import Any

from headrace.graph.execution.session import Session


def session_behind(session: Any) -> Session:
    """The Session that a MonitoredSession steps, or the session itself.

    Raises:
      RuntimeError: it is closed.
      TypeError: it is none.
    """
    found = session if isinstance(session, Session) else getattr(session, "watched", None)
    if found is None and hasattr(session, "watched"):
        raise RuntimeError("The session is closed.")
    if not isinstance(found, Session):
        raise TypeError(f"sess must be a session, but is a {type(session).__name__}")
    return found

"""Each test has a graph of its own, and a session on it where it asks for one."""

from __future__ import annotations

from support.fixtures import graph, session

__all__ = ["graph", "session"]

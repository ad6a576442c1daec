"""Each test has a graph of its own."""

from __future__ import annotations

from support.fixtures import graph

__all__ = ["graph"]

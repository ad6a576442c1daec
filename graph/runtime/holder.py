"""Holder: what a session keeps that must be given back when it is closed."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Holder(Protocol):
    """A resource that holds what a closed session must give back at once: memory, files, threads that wait."""

    def let_go(self, reason: str) -> None:
        """Give it all back. Runs that still use the resource get CancelledError(reason)."""

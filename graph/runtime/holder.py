"""Holder: what a session keeps that must be given back when it is closed."""

from __future__ import annotations

import weakref
from typing import Protocol, runtime_checkable

from headrace.formats.forks import in_child


@runtime_checkable
class Holder(Protocol):
    """A resource that holds what a closed session must give back at once: memory, files, threads that wait."""

    def let_go(self, reason: str) -> None:
        """Give it all back. Runs that still use the resource get CancelledError(reason)."""


class OfProcess:
    """A resource that belongs to the process that made it: others read its files, or have its elements, at the same time.

    In a forked process there is a copy of it, at which no thread is at work.
    """

    def __init__(self) -> None:
        _of_process.add(self)

    def forget_threads(self) -> None:
        """Be told that all other threads are gone."""


_of_process: weakref.WeakSet[OfProcess] = weakref.WeakSet()


@in_child
def _forget_threads() -> None:
    for resource in list(_of_process):
        resource.forget_threads()

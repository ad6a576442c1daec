"""What a fork leaves out: threads. A lock that one of them held would stay locked in the child for ever.

A process that is forked from a running program has a copy of all objects, and of all threads only the one that forked.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from typing import TypeVar

_Lock = TypeVar("_Lock")
_Call = TypeVar("_Call", bound=Callable[[], object])

_locks: weakref.WeakSet = weakref.WeakSet()


def renewed(lock: _Lock) -> _Lock:
    """A lock of `threading` that is free in a forked process, whoever held it here."""
    _locks.add(lock)
    return lock


def in_child(call: _Call) -> _Call:
    """Have something called in each process that is forked from this one, before anything else of the program runs."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=call)
    return call


def _renew() -> None:
    for lock in list(_locks):
        if not getattr(lock, "_is_owned", bool)():  # the thread that has forked goes on holding what it holds
            lock._at_fork_reinit()


in_child(_renew)

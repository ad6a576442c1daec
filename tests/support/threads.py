"""Threads in tests: start one and keep what it did, wait for a fact, see that none is left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 20.0
"""Seconds after which a test gives up. Only failing tests wait so long."""


def in_thread(call: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Start a thread that makes `call`; return it and a list that gets the call's result or exception."""
    outcomes: list[Any] = []

    def run() -> None:
        try:
            outcomes.append(call())
        except BaseException as error:
            outcomes.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, outcomes


def wait_until(fact: Callable[[], Any]) -> None:
    """Return as soon as `fact()` is true. Fails after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end, f"not true after {PATIENCE:g} s"
        time.sleep(0.0005)


def ended(*threads: threading.Thread) -> None:
    """Wait until threads have ended. Fails after PATIENCE, naming those that live."""
    end = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    alive = [thread.name for thread in threads if thread.is_alive()]
    assert not alive, f"still alive after {PATIENCE:g} s: {alive}"


def outcome(started: tuple[threading.Thread, list[Any]]) -> Any:
    """What the call of `in_thread` gave: its result, or its exception, returned."""
    thread, outcomes = started
    ended(thread)
    return outcomes[0]


@contextmanager
def no_threads_left() -> Iterator[None]:
    """A block after which no thread may live that did not live before."""
    before = set(threading.enumerate())
    yield
    wait_until(lambda: set(threading.enumerate()) <= before)

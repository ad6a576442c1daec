"""Joiner: joins threads in place of one that may be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

_LOOK_SECONDS = 0.5
"""How often it looks whether it has been given up."""


class Joiner(threading.Thread):
    """Joins threads in place of one that may be interrupted.

    Where Ctrl-C interrupts Thread.join, Python 3.10 to 3.12 takes the joined thread for ended though it lives on
    (bpo-45274). Signals never interrupt this thread.

    Args:
      threads: the threads.
      tell: called when all have ended.
    """

    of_headrace = True

    def __init__(self, threads: Sequence[threading.Thread], tell: Callable[[], None]) -> None:
        super().__init__(name="Coordinator.join", daemon=True)
        self.done = False
        self._given_up = False
        self._threads = threads
        self._tell = tell

    def give_up(self) -> None:
        """Nobody waits for the threads any more."""
        self._given_up = True

    def run(self) -> None:
        for thread in self._threads:
            while thread.is_alive():
                if self._given_up:
                    return
                thread.join(_LOOK_SECONDS)
        self.done = True
        self._tell()

"""Leader: one of several threads that does the work of all, so that all is done in one order."""

from __future__ import annotations

import threading

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext


class Leader:
    """The first thread that comes leads; the others wait for its end."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._lock = self._changed.lock
        # Guarded by _lock:
        self._thread: int | None = None
        self._is_over = False

    def is_here(self) -> bool:
        """Whether the calling thread leads."""
        with self._lock:
            if self._thread is None and not self._is_over:
                self._thread = threading.get_ident()
            return self._thread == threading.get_ident() and not self._is_over

    def wait(self, run: RunContext) -> None:
        """Wait for the end. Raises CancelledError where `run` is cancelled."""
        with self._lock:
            run.wait_for(self._changed, lambda: self._is_over)

    def end(self) -> None:
        """All is done, or never will be."""
        with self._lock:
            self._is_over = True
            self._changed.notify_all()

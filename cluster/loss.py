"""Loss: whether the Ray of this process is gone, heard at once: Ray looks for itself for a minute, then ends the process."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext


class Loss:
    """Whether a Ray is gone, and who waits for it meanwhile."""

    def __init__(self) -> None:
        self.is_certain = False
        self._lock = threading.Lock()
        self._waited_on: dict[object, Condition] = {}  # guarded by _lock: what each wait waits on

    def wait_for(self, run: RunContext, condition: Condition, predicate: Callable[[], bool]) -> bool:
        """Wait on a condition, whose lock is held, until `predicate()` is true or Ray is gone.

        Args:
          run: what may end the wait otherwise, see its `wait_for`.

        Returns:
          False where Ray is gone and the predicate is not true.
        """
        wait = object()
        with self._lock:
            self._waited_on[wait] = condition
        try:
            run.wait_for(condition, lambda: self.is_certain or predicate())
        finally:
            with self._lock:
                del self._waited_on[wait]
        return predicate()

    def watch(self, path: str) -> None:
        """Hear of it from the socket of the process of Ray's that serves this machine. Raises OSError where nobody listens."""
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
        except OSError:
            line.close()
            raise
        thread = threading.Thread(target=self._listen, args=(line,), name="headrace-loss", daemon=True)
        thread.of_headrace = True  # type: ignore[attr-defined]
        thread.start()

    def _listen(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):  # it was reset: the same as its end
            line.recv(1)  # nothing is ever sent
        self.is_certain = True
        with self._lock:
            waited_on = set(self._waited_on.values())
        for condition in waited_on:
            with condition.lock:
                condition.notify_all()

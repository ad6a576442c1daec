"""Loops over batches: what they have to end, wherever they are left."""

from __future__ import annotations

import atexit
import logging
import sys
from typing import Any

from headrace.formats.forks import in_child
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.types.errors import CancelledError

from .coordinator import Coordinator

_log = logging.getLogger("headrace")

_SECONDS_AT_EXIT = 2.0
"""How long the end of the program waits for the threads of loops that were not left."""


class Loop:
    """What a loop has to end: the queue runners' threads, and the session if it is its own. The program's end does, too.

    Args:
      given: the session, which stays open; None: one is made.

    Attributes:
      coordinator: what the runners that are started next have to be given.
    """

    def __init__(self, graph: Graph, given: Any) -> None:
        self.session = Session(graph=graph) if given is None else given
        self.coordinator = Coordinator()
        self._is_own = given is None
        _open.add(self)

    def end_runners(self) -> None:
        """End the queue runners; others can be started then. Raises the error of a runner."""
        coordinator, self.coordinator = self.coordinator, Coordinator()
        try:
            # The runners' threads are registered with the coordinator, also where only some could be started.
            coordinator.request_stop()
            coordinator.join()
        except CancelledError:
            if not self.session.closed:  # else whoever closed it has ended the runners, too
                raise

    def end(self) -> None:
        """End it all. Raises the error of a runner."""
        if sys.is_finalizing():  # other threads are gone, with the locks that they held
            return
        _open.discard(self)
        try:
            self.end_runners()
        finally:
            self._close()

    def end_at_exit(self) -> None:
        """End it all, without waiting long."""
        self.coordinator.request_stop()
        try:
            self.coordinator.join(stop_grace_period_secs=_SECONDS_AT_EXIT, ignore_live_threads=True)
        except Exception as error:
            _log.warning("a loop over batches, not left at the end of the program: a queue runner has failed: %r", error)
        self._close()

    def _close(self) -> None:
        if self._is_own:
            self.session.close()


_open: set[Loop] = set()
"""Loops that were begun and not left."""


@atexit.register
def _end_open_loops() -> None:
    while _open:
        _open.pop().end_at_exit()


in_child(_open.clear)

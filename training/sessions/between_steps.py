"""BetweenSteps: what another thread wants done is done by the thread that trains, between two of its steps."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from headrace.pipeline.runners.coordinator import Coordinator

_PATIENCE_SECONDS = 10.0
"""How long the thread that trains may take to come by for the first time; one that never does is not waited for."""

_LOOK_SECONDS = 0.1


class _Wanted:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call = call
        self.is_over = threading.Event()
        self.error: Exception | None = None


class BetweenSteps:
    """The place between two steps, where the variables and the pipeline of a training fit together."""

    def __init__(self) -> None:
        self._trains: int | None = None
        self._has_come = False
        self._wanted: deque[_Wanted] = deque()

    def begin(self) -> None:
        """This thread trains from now on."""
        self._trains, self._has_come = threading.get_ident(), False

    def pass_by(self) -> None:
        """A thread is between two steps: where it is the one that trains, it does what is wanted."""
        if threading.get_ident() != self._trains:
            return
        self._has_come = True
        while self._wanted:
            wanted = self._wanted.popleft()
            try:
                wanted.call()
            except Exception as error:  # of the thread that wants it
                wanted.error = error
            wanted.is_over.set()

    def do(self, call: Callable[[], None], coord: Coordinator) -> None:
        """Have something called there, and wait until it was; nothing where all are to stop before that."""
        wanted = _Wanted(call)
        self._wanted.append(wanted)
        patience = time.monotonic() + _PATIENCE_SECONDS
        while not wanted.is_over.wait(_LOOK_SECONDS):
            is_late = not self._has_come and time.monotonic() > patience
            if (coord.should_stop() or is_late) and self._is_taken_back(wanted):
                if not coord.should_stop():
                    call()
                return
        if wanted.error is not None:
            raise wanted.error

    def _is_taken_back(self, wanted: _Wanted) -> bool:
        try:
            self._wanted.remove(wanted)
        except ValueError:  # it is being done
            return False
        return True

"""Rounds: how a loop goes on until it ends, or its run does."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable

from .run_context import RunContext, WouldBlock

_SECONDS = 0.005
"""Between two looks at whether the run is over."""


class Rounds:
    """The iterations of a loop, some at a time: between them it is seen whether the run has been cancelled or is late.

    To look before each would take longer than short iterations do.

    Args:
      waits: whether the loop may wait inside. Where nobody may, it is not begun: it could not be begun again.
    """

    __slots__ = ("_begun", "_count", "_run")

    def __init__(self, run: RunContext, waits: bool = False) -> None:
        if waits and run.nowait:
            raise WouldBlock
        self._run = run
        self._count = 1
        self._begun = 0.0

    def some(self) -> Iterable[None]:
        """The next iterations. Raises what a wait would raise that ends: CancelledError, DeadlineExceededError."""
        self._run.check()
        now = time.monotonic()
        taken, self._begun = now - self._begun, now
        if taken > _SECONDS:
            self._count = max(1, int(self._count * _SECONDS / taken))
        else:
            self._count *= 2
        return itertools.repeat(None, self._count)

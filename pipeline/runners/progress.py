"""Progress of a loop over batches: one line on a terminal, written anew a few times a second."""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np

from headrace.graph.core.structures import flat

from ..diagnosis.diagnosis import statistics

_SECONDS = 0.2
"""How long a line stays at least."""


class Progress:
    """Tells on standard error, where that is a terminal, how a loop gets on; else it does nothing.

    Args:
      session: whose last queue says how full it is.
      max_steps: how many steps there are at most, for the time that is left.
    """

    def __init__(self, session: Any, max_steps: int | None) -> None:
        self._session = session
        self._max_steps = max_steps
        self._is_shown = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._steps = self._records = 0

    def step(self, values: Any) -> None:
        """A step has given `values`; the length of the first array in them is the number of its records."""
        self._steps += 1
        self._records += next((np.shape(leaf)[0] for leaf in flat(values) if np.ndim(leaf)), 1)
        now = time.monotonic()
        if self._is_shown and now - self._told >= _SECONDS:
            self._told = now
            sys.stderr.write(f"\r{self.line(now - self._began)[:79]:79}")
            sys.stderr.flush()

    def end(self) -> None:
        """Write the line a last time, and end it."""
        if self._is_shown:
            sys.stderr.write(f"\r{self.line(time.monotonic() - self._began)[:79]:79}\n")
            sys.stderr.flush()

    def line(self, seconds: float) -> str:
        """Records, rate, time left and how full the last queue is, after so many seconds."""
        rate = self._records / seconds if seconds else 0.0
        parts = [f"{self._records:,} records", f"{rate:,.0f}/s", f"{seconds:.0f} s"]
        if self._max_steps and self._steps:
            parts.append(f"{seconds / self._steps * (self._max_steps - self._steps):.0f} s left")
        queues = [] if self._session.closed else [queue for queue in statistics(self._session) if queue.capacity > 0]
        if queues:
            parts.append(f"queue {queues[-1].size / queues[-1].capacity:.0%} full")
        return ", ".join(parts)

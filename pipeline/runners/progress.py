"""Progress of a loop over batches: one line on a terminal, written anew a few times a second; with rich, a bar before it."""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

import numpy as np

from headrace.graph.core.graph import Graph
from headrace.graph.core.structures import flat

from ..diagnosis.diagnosis import queue_statistics
from .expected import Expected, expected_records

_SECONDS = 0.2
"""How long a line stays at least."""

_WIDTH = 79
_WIDEST_BAR = 40


class Progress:
    """Tells on standard error, where that is a terminal, how a loop gets on; else it does nothing.

    Args:
      graph: whose producers say how many records there are, as far as they know.
      session: whose last queue says how full it is.
      max_steps: how many steps there are at most.
    """

    def __init__(self, graph: Graph, session: Any, max_steps: int | None) -> None:
        self._graph = graph
        self._session = session
        self._max_steps = max_steps
        self._is_shown = sys.stderr.isatty()
        self._bar: Any = None
        self._expected: Expected | None = None
        self._began = self._told = time.monotonic()
        self._steps = self._records = 0

    def begin(self) -> None:
        """The runners are about to start."""
        if self._is_shown:
            self._expected = expected_records(self._graph, self._session)
            self._bar = _bar()
            self._began = self._told = time.monotonic()

    def step(self, values: Any) -> None:
        """A step has given `values`; the length of the first array in them is the number of its records."""
        self._steps += 1
        self._records += next((np.shape(leaf)[0] for leaf in flat(values) if np.ndim(leaf)), 1)
        now = time.monotonic()
        if self._is_shown and now - self._told >= _SECONDS:
            self._told = now
            self._tell(now - self._began)

    def at_end_of_input(self) -> None:
        """No more comes: what was expected is over."""
        self._expected, self._max_steps = Expected(self._records, is_exact=True), None

    def end(self) -> None:
        """Write the line a last time, and end it."""
        if not self._is_shown:
            return
        self._tell(time.monotonic() - self._began)
        if self._bar is None:
            sys.stderr.write("\n")
            sys.stderr.flush()
        else:
            self._bar.stop()

    def _tell(self, seconds: float) -> None:
        line = self.line(seconds)
        if self._bar is None:
            sys.stderr.write(f"\r{line[:_WIDTH]:{_WIDTH}}")
            sys.stderr.flush()
            return
        total = self.total
        self._bar.columns[0].bar_width = min(_WIDEST_BAR, max(1, self._bar.console.width - len(line) - 2))
        self._bar.update(self._bar.task_ids[0], completed=self._records, total=total and total.records, line=line)
        self._bar.refresh()

    @property
    def total(self) -> Expected | None:
        """How many records there will be; None where nobody knows, or where there were more already."""
        found = self._expected
        if self._max_steps is not None and self._steps:
            most = round(self._records / self._steps * self._max_steps)
            if found is None or most <= found.records:
                found = Expected(most, is_exact=True)
        return found if found is not None and found.records >= self._records else None

    def line(self, seconds: float) -> str:
        """Records, share, rate, time left and how full the last queue is, after so many seconds."""
        rate = self._records / seconds if seconds else 0.0
        total = self.total
        if total is None or total.records <= self._records:
            parts = [f"{self._records:,} records", f"{rate:,.0f}/s", _duration(seconds)]
        else:
            of = f"{total.records:,}" if total.is_exact else f"about {_rounded(total.records):,}"
            parts = [f"{self._records:,} of {of}", f"{self._records / total.records:.0%}", f"{rate:,.0f}/s"]
            parts += [f"{_duration((total.records - self._records) / rate)} left"] * (rate > 0)
        queues = [] if self._session.closed else [queue for queue in queue_statistics(self._session) if queue.capacity > 0]
        if queues:
            parts.append(f"queue {queues[-1].size / queues[-1].capacity:.0%} full")
        return ", ".join(parts)


def _rounded(number: int) -> int:
    """Two digits of an estimate: more would promise too much."""
    return round(number, 2 - len(str(number)))


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    return f"{whole // 60}:{whole % 60:02} min" if whole < 6000 else f"{whole // 3600}:{whole // 60 % 60:02} h"


def _bar() -> Any:
    """A bar of rich's with a line behind it; None where rich is not installed."""
    try:
        progress = importlib.import_module("rich.progress")
        console = importlib.import_module("rich.console").Console(stderr=True)
    except ModuleNotFoundError:
        return None
    columns = progress.BarColumn(), progress.TextColumn("{task.fields[line]}", markup=False)
    # Refreshed by hand: a thread of its own would be forked along with workers.
    bar = progress.Progress(*columns, console=console, auto_refresh=False)
    bar.add_task("", total=None, line="")
    bar.start()
    return bar

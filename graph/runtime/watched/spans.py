"""Spans: what threads of a session do while a run of it is traced. Nobody notes anything while none is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ..run_context import RunContext


class Span(NamedTuple):
    """What a thread did for a while.

    Attributes:
      name: of what it was about: a queue, an operation.
      did: what it did, in a few words.
      begin, end: nanoseconds since 1970.
      thread, thread_name: which thread.
    """

    name: str
    did: str
    begin: int
    end: int
    thread: int
    thread_name: str


class Recording:
    """The spans of a session's threads, from here until `stop`. What began before begins with it."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._spans: list[Span] = []
        self._begun = time.time_ns()
        self._clock = self._begun - time.monotonic_ns()
        recordings.append(self)

    def stop(self) -> list[Span]:
        """End it. Returns the spans in the order in which they ended; what still goes on ends with it."""
        recordings.remove(self)
        for looked in still_going:
            for run, name, did, began, thread in looked():
                if self._concerns(run):
                    self._add(name, did, began, thread)
        return self._spans

    def note(self, run: RunContext | None, name: str, did: str, began: float) -> None:
        """Note what the calling thread has done, in a run of the session, from a time of the monotonic clock until now."""
        if self._concerns(run):
            self._add(name, did, began, threading.current_thread())

    def _add(self, name: str, did: str, began: float, thread: Any) -> None:
        """Note what a thread has done from a time of the monotonic clock until now."""
        begin = max(int(began * 1e9) + self._clock, self._begun)
        self._spans.append(Span(name, did, begin, time.time_ns(), thread.ident, thread.name))

    def _concerns(self, run: RunContext | None) -> bool:
        while run is not None and run is not self._context:
            run = run.parent
        return run is not None


still_going: list[Callable[[], Iterable[tuple[RunContext | None, str, str, float, threading.Thread]]]] = []
"""What gives the spans that have not ended: whoever notes some when they end may add one."""

recordings: list[Recording] = []
"""Those that are under way; looked at by whoever may have something to note."""


def note(run: RunContext | None, name: str, did: str, began: float) -> None:
    """Have all recordings note something, see `Recording.note`."""
    for recording in tuple(recordings):
        recording.note(run, name, did, began)

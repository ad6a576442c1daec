"""What a session's queues, runners and threads do at one moment. No lock of a queue is taken to find out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..data.flow.statistics import StageStatistics
from ..data.iterator_state import IteratorState
from ..data.statistics.iterators import IteratorStatistics
from ..diagnosis.diagnosis import QueueMonitor, statuses_of
from ..diagnosis.faults import short
from ..diagnosis.runner_status import RunnerStatus, RunnerThread, status_of
from ..diagnosis.stacks import call_of_iterator, doing
from ..queues.queue import Queue
from ..queues.state import QueueState
from ..queues.waiting.waits import Wait, is_servant, waiting_threads
from ..readers.base import Reader
from .passes import what_is_waited_for


@dataclass(frozen=True)
class QueueFacts:
    """A queue.

    Attributes:
      name, kind: what the program calls it; the class.
      size, capacity: elements in it, and the most it holds; -1: no limit.
      closed: whether nothing more comes in; `failure`: what ended who fed it, in a line, or None.
      for_elements, for_room: how many calls wait.
      fed_by: the runners that feed it and have threads that live.
      unfed: why no runner feeds it; None where one does.
    """

    name: str
    kind: str
    size: int
    capacity: int
    closed: bool
    failure: str | None
    for_elements: int
    for_room: int
    fed_by: tuple[str, ...]
    unfed: str | None


@dataclass(frozen=True)
class RunnerFacts:
    """A queue runner.

    Attributes:
      threads, alive: how many it has, and how many of them have not ended.
      feeds, takes: the names of queues.
      steps: blocks moved, or runs, of all its threads.
      how: how each thread has run.
      errors: what its threads have ended with.
    """

    name: str
    threads: int
    alive: int
    feeds: tuple[str, ...]
    takes: tuple[str, ...]
    steps: int
    how: tuple[str, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True)
class ThreadFacts:
    """A thread.

    Attributes:
      runner: the queue runner that it belongs to; None for the program's own.
      kind: "elements" or "room" of the queue `queue`, "stop" (of a Coordinator), "iterator" (it waits for an element of the
        iterator `iterator`), "file", and those of `stacks.Doing`.
      what: what it does, in words after its name.
      queue, needs: where it waits, and for how many elements.
      seconds: how long it has waited; None where it does not, or nobody knows.
      still: how long nothing has moved that it waits for.
      place: where in the program it stands.
    """

    name: str
    runner: str | None
    kind: str
    what: str
    queue: str | None = None
    needs: int = 0
    seconds: float | None = None
    still: float | None = None
    place: str | None = None
    iterator: str | None = None


@dataclass(frozen=True)
class IteratorFacts:
    """An iterator.

    Attributes:
      name: of the iterator.
      statistics: what it and its stages have done, with `stages`, `elements`, `is_over` and `passes`.
      doing: what it does now that somebody waits for; None where nobody waits for it.
    """

    name: str
    statistics: IteratorStatistics
    doing: str | None = None

    @property
    def stages(self) -> Sequence[StageStatistics]:
        """The stages of its dataset."""
        return self.statistics.stages


@dataclass(frozen=True)
class Facts:
    """All of them."""

    queues: tuple[QueueFacts, ...]
    runners: tuple[RunnerFacts, ...]
    threads: tuple[ThreadFacts, ...]
    iterators: tuple[IteratorFacts, ...] = ()


def facts_of(session: Any | None) -> Facts:
    """What goes on in a session, and at all queues at which threads of the program wait.

    Args:
      session: an open one; None: only queues without a session.
    """
    waits = waiting_threads()
    states = {} if session is None else {queue._state: None for queue in session.resources(Queue)}
    own = set() if session is None else {status.context for status in statuses_of(session).listed()}
    shown = []
    asked = {} if session is None else _asked(session)
    files = {} if session is None else dict(filter(None, map(_at_work, session.resources(Reader))))
    for thread in threading.enumerate():
        wait = waits.get(thread)
        status = thread.status if isinstance(thread, RunnerThread) else None
        if status is not None and status.context not in own:
            continue
        if status is None and wait is None and (isinstance(thread, RunnerThread) or is_servant(thread)):
            continue
        if wait is not None and wait.queue is not None and wait.queue not in states:
            if isinstance(wait.queue.monitor, QueueMonitor):  # of another session
                continue
            states[wait.queue] = None
        shown.append((thread, status, wait))
    names = {state.monitor.key: state.known_as for state in states if isinstance(state.monitor, QueueMonitor)}
    statuses = [] if session is None else statuses_of(session).listed()
    return Facts(
        tuple(_queue(state) for state in states),
        tuple(_runner(status, names) for status in statuses),
        tuple(
            _thread(thread, status, wait, files) if thread.ident not in asked else _asker(thread, status, *asked[thread.ident])
            for thread, status, wait in shown
        ),
        () if session is None else tuple(_iterators(session)),
    )


def _iterators(session: Any) -> Iterator[IteratorFacts]:
    for iterator in session.resources(IteratorState):
        elements = iterator.elements
        yield IteratorFacts(iterator.name, iterator.statistics(), None if elements is None else what_is_waited_for(elements))


def _asked(session: Any) -> dict[int, tuple[str, float]]:
    """The iterator for which a thread waits, by its number, and since when."""
    found = {}
    for iterator in session.resources(IteratorState):
        elements = iterator.elements
        if elements is not None:
            found.update({ident: (iterator.name, since) for ident, since in tuple(elements.asking.items())})
    return found


def _at_work(reader: Reader) -> tuple[int, str] | None:
    """The thread that looks for records, by its number, and the file it does so in; None: no thread does."""
    searcher, work = reader._searcher, reader._work
    return None if searcher is None else (searcher, work.decode(errors="replace"))


def _queue(state: QueueState) -> QueueFacts:
    monitor = state.monitor
    alive = monitor.feeders() if isinstance(monitor, QueueMonitor) else []
    unfed = None
    if not alive:
        unfed = monitor.without_runners(state) if isinstance(monitor, QueueMonitor) else "threads of the program feed it"
    return QueueFacts(
        name=state.known_as,
        kind=state.kind,
        size=state.size,
        capacity=state.capacity,
        closed=state.closed,
        failure=None if state.failure is None else short(state.failure),
        for_elements=len(state.dequeuers),
        for_room=len(state.enqueuers),
        fed_by=tuple(status.runner for status in alive),
        unfed=unfed,
    )


def _runner(status: RunnerStatus, names: Mapping[Any, str]) -> RunnerFacts:
    return RunnerFacts(
        name=status.runner,
        threads=status.threads,
        alive=status.alive,
        feeds=tuple(name for key, name in names.items() if key in status.feeds),
        takes=tuple(name for key, name in names.items() if key in status.takes),
        steps=status.steps,
        how=tuple(status.described()),
        errors=tuple(map(short, status.errors)),
    )


def _asker(thread: threading.Thread, status: RunnerStatus | None, iterator: str, since: float) -> ThreadFacts:
    """A thread that waits for an element of an iterator."""
    return ThreadFacts(
        thread.name,
        status.runner if status is not None else None,
        "iterator",
        f"waits for an element of iterator {iterator!r}",
        seconds=time.monotonic() - since,
        place=call_of_iterator(thread),
        iterator=iterator,
    )


def _thread(thread: threading.Thread, status: RunnerStatus | None, wait: Wait | None, files: dict[int, str]) -> ThreadFacts:
    found = doing(thread)
    runner = status.runner if status is not None else None
    if wait is None:
        kind, what = found.kind, found.what
        if thread.ident in files and kind in ("reader", "program"):
            kind, what = "file", f"reads {files[thread.ident]}"
        return ThreadFacts(thread.name, runner, kind, what, place=found.place)
    if runner is None:
        behind = status_of(wait.run)
        runner = None if behind is None else behind.runner
    now = time.monotonic()
    kind = "stop" if wait.queue is None else "room" if wait.putting else "elements"
    return ThreadFacts(
        thread.name,
        runner,
        kind,
        f"waits {wait}",
        queue=None if wait.queue is None else wait.queue.known_as,
        needs=wait.needs,
        seconds=now - wait.began,
        still=now - wait.moved_at,
        place=found.place,
    )

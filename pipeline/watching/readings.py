"""Readings: all that was counted in a session up to one moment. Two of them say what went on between."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from ..data.iterator_state import IteratorState
from ..data.statistics.iterators import IteratorStatistics
from ..diagnosis.diagnosis import QueueMonitor, queue_statistics, statuses_of
from ..diagnosis.runner_status import RunnerThread
from ..queues.queue import Queue
from ..queues.statistics import QueueStatistics
from .statistics import iterator_statistics


@dataclass(frozen=True)
class RunnerReading:
    """A queue runner.

    Attributes:
      feeds, takes: the names of queues.
      threads: how many of its threads have not ended; `at_once`: how many compute at once, which was found by trying.
      steps: blocks moved, or runs.
      how: how each thread has run.
      turns: seconds that its threads have waited for their turns to compute.
      cpu: seconds that each thread was on a processor so far, and that it waited for one, by its number; empty where the
        system does not tell.
    """

    name: str
    feeds: tuple[str, ...]
    takes: tuple[str, ...]
    threads: int
    at_once: int
    steps: int
    how: tuple[str, ...]
    turns: float = 0.0
    cpu: dict[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class IteratorReading:
    """An iterator.

    Attributes:
      statistics: what was counted.
      runner: the queue runner whose thread has taken of it last; None: a thread of the program's.
      cpu: seconds that this thread was on a processor so far, and that it waited for one; None where nobody tells.
      cpu_of_stages: the same of the threads that its stages have, by their numbers.
    """

    statistics: IteratorStatistics
    runner: str | None = None
    cpu: tuple[float, float] | None = None
    cpu_of_stages: dict[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A session at a moment.

    Attributes:
      at: seconds of the monotonic clock.
      process_cpu: seconds that all threads of the process were on processors; `main_cpu`: the main thread; None: unknown.
    """

    at: float
    queues: tuple[QueueStatistics, ...] = ()
    runners: tuple[RunnerReading, ...] = ()
    process_cpu: float | None = None
    main_cpu: float | None = None
    iterators: tuple[IteratorReading, ...] = ()


def reading_of(session: Any) -> Reading:
    """All that was counted so far."""
    queues = tuple(queue_statistics(session))
    states = [queue._state for queue in session.resources(Queue)]
    names = {state.monitor.key: state.known_as for state in states if isinstance(state.monitor, QueueMonitor)}
    cpu: dict[Any, dict[int, tuple[float, float]]] = {}
    for thread in threading.enumerate():
        if isinstance(thread, RunnerThread) and thread.status is not None:
            seconds = processor_seconds(thread.native_id)
            if seconds is not None and not thread.name.endswith("-close_on_stop"):
                cpu.setdefault(thread.status, {})[thread.native_id or 0] = seconds
    return Reading(
        at=time.monotonic(),
        queues=queues,
        runners=tuple(
            RunnerReading(
                name=status.runner,
                feeds=tuple(name for key, name in names.items() if key in status.feeds),
                takes=tuple(name for key, name in names.items() if key in status.takes),
                threads=status.alive,
                at_once=min(status.at_once(), status.alive),
                steps=status.steps,
                how=tuple(status.described()),
                turns=status.turn_seconds(),
                cpu=cpu.get(status, {}),
            )
            for status in statuses_of(session).listed()
        ),
        iterators=tuple(map(_iterator, iterator_statistics(session))),
        process_cpu=time.process_time(),
        main_cpu=(processor_seconds(threading.main_thread().native_id) or (None,))[0],
    )


def _iterator(statistics: IteratorStatistics) -> IteratorReading:
    thread = next((one for one in threading.enumerate() if one.ident == statistics.asked_by), None)
    status = thread.status if isinstance(thread, RunnerThread) else None
    numbers = [number for stage in statistics.stages for number in stage.thread_ids]
    return IteratorReading(
        statistics,
        None if status is None else status.runner,
        None if thread is None else processor_seconds(thread.native_id),
        {number: seconds for number in numbers if (seconds := processor_seconds(number)) is not None},
    )


def beginning_of(session: Any) -> Reading:
    """The reading of the moment in which the first queue runner or iterator of a session was made: nothing was counted then."""
    began = [one.began for one in (*statuses_of(session).listed(), *session.resources(IteratorState))]
    return Reading(min(began, default=time.monotonic()))


def processor_seconds(thread: int | None) -> tuple[float, float] | None:
    """How long a thread was on a processor so far, and how long it waited for one; None where the system does not tell.

    Args:
      thread: the system's number of it.
    """
    try:
        with open(f"/proc/self/task/{thread}/schedstat", "rb") as file:
            used, delayed, *_ = map(int, file.read().split())
            return used / 1e9, delayed / 1e9
    except (OSError, ValueError):
        return None


def resident_bytes() -> int | None:
    """How much memory the process has in use; None where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return None


def usable_cores() -> int:
    """How many processors the process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

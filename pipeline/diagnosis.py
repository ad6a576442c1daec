"""Diagnosis: who feeds a queue, whether anyone still will, and where a pipeline waits.

A dequeue that nothing can serve raises and says why instead of hanging:

  - at once, where all threads that a queue's runners had have ended;
  - after GRACE seconds, where the graph has runners for the queue and none was ever started in the session (another
    thread may be about to start them);
  - never, where the program's own threads feed the queue: after PATIENCE seconds one warning is logged.

The pipeline watches the queues of a session from here; nothing in the queues knows about runners.
"""

from __future__ import annotations

import logging
import threading
import weakref
from dataclasses import replace
from typing import Any

from headrace.graph import errors
from headrace.graph.blocks import BlockPlan, NotInBlocks
from headrace.graph.graph import Operation
from headrace.graph.keys import GraphKeys
from headrace.graph.traits import RESOURCE

from .queues import Queue, QueueStatistics

GRACE = 3.0
"""Seconds that a dequeue waits for queue runners to be started."""
PATIENCE = 10.0
"""Seconds after which a dequeue from a queue without runners is worth a warning."""

_log = logging.getLogger("headrace")


class Feeder:
    """The threads of one queue runner in one session.

    Args:
      runner: the runner's name.
      threads: how many threads it has.
    """

    def __init__(self, runner: str, threads: int) -> None:
        self.runner = runner
        self.threads = threads
        self._lock = threading.Lock()
        self._alive = threads  # guarded by _lock
        self._failures: list[BaseException] = []  # guarded by _lock: what threads died of
        self._plans: list[BlockPlan | NotInBlocks] = []  # guarded by _lock: how threads run
        self._queues: list[Queue] = []

    @property
    def over(self) -> bool:
        """Whether all its threads have ended."""
        with self._lock:
            return self._alive == 0

    @property
    def failures(self) -> list[BaseException]:
        with self._lock:
            return list(self._failures)

    def runs(self, plan: BlockPlan | NotInBlocks) -> None:
        """A thread has found out how it can run."""
        with self._lock:
            self._plans.append(plan)

    def described(self) -> list[str]:
        """How each thread has run so far."""
        with self._lock:
            return [_described(plan) for plan in self._plans]

    def failed(self, failure: BaseException) -> None:
        """A thread is about to end: of a failure, or since its input has ended."""
        with self._lock:
            self._failures.append(failure)
        fault = _fault_behind(failure)
        if fault is not None:
            # The first fault is the cause of what those who wait for elements will see.
            for queue in self._queues:
                queue.failure = queue.failure or fault

    def ended(self) -> None:
        """A thread has ended, and closed the queue if it was the last."""
        with self._lock:
            self._alive -= 1
        for queue in self._queues:
            queue.wake_takers()

    def attach(self, queue: Queue) -> None:
        self._queues.append(queue)


class _Watch:
    """What is known about one queue of a session."""

    def __init__(self, session: Any, op: Operation) -> None:
        self._session = weakref.ref(session)
        self._op = op
        self._feeders: list[Feeder] = []
        self._warned = False

    def feed(self, feeder: Feeder) -> None:
        self._feeders.append(feeder)

    def fed_by(self) -> tuple[str, ...]:
        """How the threads of its runners have run so far."""
        return tuple(f"{feeder.runner}: {text}" for feeder in self._feeders for text in feeder.described())

    def __call__(self, queue: Queue, waited: float) -> float | None:
        """The queue's watchdog: raises where waiting for an element is in vain."""
        if queue.is_closed():
            return None
        if self._feeders:
            if all(feeder.over for feeder in self._feeders):
                raise self._in_vain(queue)
            return None
        runners = self._runners()
        if runners:
            if waited >= GRACE:
                raise errors.FailedPreconditionError(
                    None,
                    None,
                    f"{queue.kind} '{queue.name}' is empty, and its queue runner {', '.join(map(repr, runners))} was "
                    f"not started in this session within {GRACE:g} seconds: call start_queue_runners before you "
                    "evaluate what depends on it",
                )
            return GRACE - waited
        if waited >= PATIENCE and not self._warned:
            self._warned = True
            _log.warning(
                "%s '%s' (capacity %d) has been waited on for %.0f seconds: %d elements in it, not enough for %s; no "
                "queue runner feeds it, so a thread of the program has to",
                queue.kind, queue.name, queue.capacity, waited, queue.size(), threading.current_thread().name,
            )  # fmt: skip
        return None if self._warned else PATIENCE - waited

    def _runners(self) -> list[str]:
        """The queue runners that the graph has for this queue."""
        collection = self._op.graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        return [runner.name for runner in collection if self._op in runner.fed_queues()]

    def _in_vain(self, queue: Queue) -> errors.OpError:
        deaths = [
            f"{feeder.runner!r}: {_short(failure)}" for feeder in self._feeders for failure in feeder.failures
        ]
        error = errors.OutOfRangeError(
            None,
            None,
            f"{queue.kind} '{queue.name}' has {queue.size()} elements, not enough, and all its queue runners have ended"
            + (f" ({'; '.join(deaths)})" if deaths else ""),
        )
        error.__cause__ = queue.failure
        return error


def _fault_behind(failure: BaseException) -> BaseException | None:
    """What went wrong in a thread, or before it where its input ended for that; None where the input was all there."""
    found: BaseException | None = failure
    while isinstance(found, errors.OutOfRangeError):
        found = found.__cause__
    return found if found is failure or isinstance(found, errors.OpError) else None


def _described(plan: BlockPlan | NotInBlocks) -> str:
    if isinstance(plan, NotInBlocks):
        return f"record by record: {plan.reason}"
    text = f"{plan.records} records in {plan.blocks} blocks"
    if plan.by_record:
        text += f"; record by record inside them: {', '.join(plan.by_record)}"
    if plan.replayed:
        text += f"; {plan.replayed} run again record by record after an error"
    return text


def _short(failure: BaseException) -> str:
    return f"{type(failure).__name__}: {str(failure).splitlines()[0] if str(failure) else ''}"


def watch(session: Any, op: Operation, queue: Queue) -> None:
    """Watch a queue that a session has just made."""
    watchdog = _watch_of(session, op)
    queue.taker_watchdog = watchdog
    for feeder in watchdog._feeders:
        feeder.attach(queue)


def feeding(session: Any, op: Operation, feeder: Feeder) -> None:
    """Note that a queue runner's threads are about to feed the queue that `op` stands for."""
    _watch_of(session, op).feed(feeder)
    if RESOURCE in op.definition.traits:
        queue = op.definition.kernel_of(op, session)[0]()
        feeder.attach(queue)
        queue.expect_feeders(feeder.threads)


def key_of(op: Operation) -> tuple[str, ...]:
    """What tells the queue of an op from the others of its session: its shared name, or else the op's own."""
    shared = op.attributes.get("shared_name")
    return ("shared name", op.attributes["container"], shared) if shared else ("name", op.name)


def _watch_of(session: Any, op: Operation) -> _Watch:
    return session.resource(("watch", key_of(op)), lambda: _Watch(session, op))


def statistics(session: Any) -> list[QueueStatistics]:
    """The statistics of every queue that the session has made so far, and how their runners work."""
    return [_with_feeders(queue) for queue in session.resources(Queue)]


def _with_feeders(queue: Queue) -> QueueStatistics:
    watch = queue.taker_watchdog
    found = queue.statistics()
    return replace(found, fed_by=watch.fed_by()) if isinstance(watch, _Watch) else found

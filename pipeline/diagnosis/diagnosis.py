"""Diagnosis: who feeds a queue, whether anyone still will, what waits for what, and where a pipeline waits.

A dequeue that nothing can serve raises and says why instead of hanging, where no other thread of the program could put
something in:

  - at once, where all threads that a queue's runners had have ended;
  - after GRACE seconds, where the graph has runners for the queue and none was ever started in the session.

Every other wait in which nothing moves for `waits.PATIENCE` seconds is told of in one line on the log. The pipeline
looks after the queues of a session from here; nothing in the queues knows about runners.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import RESOURCE
from headrace.graph.types import errors

from ..queues.queue import Queue
from ..queues.state import QueueState
from ..queues.statistics import QueueStatistics
from ..queues.waiting import waits as queue_waits
from ..queues.waiting.waits import Wait, all_waits, is_servant, own_wait, patience_at, patience_left, wait_of
from .faults import short
from .runner_status import CLOSED, RunnerStatus, RunnerStatuses, status_of

GRACE = 3.0
"""Seconds that a dequeue waits for queue runners to be started, or looks again whether anyone could feed it."""


class QueueMonitor:
    """Looks after those who wait at one queue of a session."""

    def __init__(self, session: Any, op: Operation) -> None:
        self.key = key_of(op)
        self._session_runners = statuses_of(session)
        self._op = op
        # With programs of other processes, which may feed it at any time.
        self._is_shared = session.master is not None and bool(op.attributes.get("shared_name"))
        self._runners: list[RunnerStatus] = []

    def feed(self, status: RunnerStatus) -> None:
        """Note that a queue runner is about to feed the queue."""
        self._runners = [*(each for each in self._runners if not each.over or each.failures), status]

    def forget_ended(self) -> None:
        """Forget the runners that have ended: the queue begins anew."""
        self._runners = [each for each in self._runners if not each.over]

    def fed_by(self) -> tuple[str, ...]:
        """How the threads of its runners have run so far."""
        return tuple(f"{status.runner}: {text}" for status in self._runners for text in status.described())

    def bad(self) -> dict[str, int]:
        """How many bad records its runners have left out, by stages."""
        return dict(sum((status.bad.by_stage for status in self._runners), Counter()))

    def taken(self) -> set[Hashable]:
        """The keys of the queues that its runners take from."""
        return {key for status in self._runners for key in status.takes}

    # -- what queues ask ------------------------------------------------------------------------------------------------

    def dequeuer(self, queue: QueueState, waited: float) -> float | None:
        """Raises where waiting for an element is in vain; tells where nothing comes."""
        if queue.closed:
            return None
        wait = own_wait()
        status = status_of(wait.run)
        if status is not None and status.winding_up:
            raise errors.CancelledError(None, None, CLOSED)
        alive = self.feeders()
        if not alive:
            self._raise_if_in_vain(queue, status, waited)
        elif waited < queue_waits.PATIENCE / 2:
            return queue_waits.PATIENCE / 2 - waited
        still = wait.still_for()
        for each in alive:
            wait.marks.setdefault(each, each.steps)
        left = patience_left(wait, still, patience_at(queue))
        if left == 0:
            reason = None if self._told_elsewhere(status, alive) else why_nothing_comes(wait)
            if reason is None:
                left = queue_waits.PATIENCE / 2
            else:
                wait.tell(still, reason)
        if not alive and (self._runners or self._runners_of_graph()):
            return min(left or GRACE, GRACE)
        return left or None

    def enqueuer(self, queue: QueueState, waited: float) -> float | None:
        """Tells where a thread of the program waits for room and none comes. Runners that are ahead may wait."""
        return None if status_of(own_wait().run) is not None else queue_waits.PLAIN_MONITOR.enqueuer(queue, waited)

    # -- whether anyone feeds it ----------------------------------------------------------------------------------------

    def feeders(self) -> list[RunnerStatus]:
        """Its runners that have not ended."""
        return [status for status in self._runners if not status.over]

    def _runners_of_graph(self) -> list[str]:
        """The queue runners that the graph has for this queue."""
        collection = self._op.graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        return [runner.name for runner in collection if self._op in runner.fed_queues()]

    def _raise_if_in_vain(self, queue: QueueState, status: RunnerStatus | None, waited: float) -> None:
        """Raises where the queue's runners have ended, or are not started, and nobody else could feed it."""
        if self._runners:
            if not self._anyone_could_feed(queue, status):
                error = errors.OutOfRangeError(None, None, f"{queue.kind} '{queue.known_as}' {self._all_ended(queue)}")
                error.fault = error.__cause__ = queue.failure
                raise error
        elif waited >= GRACE and self._runners_of_graph() and not self._anyone_could_feed(queue, status):
            raise errors.FailedPreconditionError(
                None, None, f"{queue.kind} '{queue.known_as}' is empty, and {self._not_started()}"
            )

    def _anyone_could_feed(self, queue: QueueState, status: RunnerStatus | None) -> bool:
        """Whether the program has a thread that may yet do it: one that waits neither here nor for this very thread."""
        if self._is_shared:
            return True
        waiting_for_us = set() if status is None else self._session_runners.reached(status.feeds)
        own = threading.current_thread()
        for thread in threading.enumerate():
            if thread is own or is_servant(thread):
                continue
            wait = wait_of(thread)
            if wait is None or wait.ends_itself:
                return True
            other = wait.queue
            if other is None or other is queue:
                continue
            if not isinstance(other.monitor, QueueMonitor) or other.monitor.key not in waiting_for_us:
                return True
        return False

    def without_runners(self, queue: QueueState) -> str:
        """Why nobody feeds the queue."""
        if self._runners:
            return f"it {self._all_ended(queue)}"
        if self._runners_of_graph():
            return self._not_started()
        others = "another process, or a thread of this one," if self._is_shared else "a thread of the program"
        return f"no queue runner feeds it, so {others} has to"

    def _all_ended(self, queue: QueueState) -> str:
        deaths = [f"{status.runner!r}: {short(failure)}" for status in self._runners for failure in status.failures]
        return f"has {queue.size} elements, not enough, and all its queue runners have ended" + (
            f" ({'; '.join(deaths)})" if deaths else ""
        )

    def _not_started(self) -> str:
        return (
            f"its queue runner {', '.join(map(repr, self._runners_of_graph()))} was not started in this session: call "
            "start_queue_runners before you evaluate what depends on it"
        )

    def _told_elsewhere(self, status: RunnerStatus | None, alive: list[RunnerStatus]) -> bool:
        """Whether the wait of a runner's thread is for others to tell of: those who feed the queue, or who wait for it."""
        if status is None:
            return False
        reached = self._session_runners.reached(status.feeds)
        return bool(alive) or any(
            not wait.putting
            and wait.queue is not None
            and isinstance(wait.queue.monitor, QueueMonitor)
            and status_of(wait.run) is None
            and wait.queue.monitor._session_runners is self._session_runners
            and wait.queue.monitor.key in reached
            for wait in all_waits()
        )


def why_nothing_comes(wait: Wait, seen: tuple[Any, ...] = ()) -> str | None:
    """What keeps what a thread waits for from coming, through any number of queues.

    None where somebody is at work, or the log tells of it already.
    """
    queue = wait.queue
    if queue in seen:
        return "they wait for each other"
    if seen and (wait.told or not _is_stuck(wait)):
        return None
    if wait.putting:
        return "nobody takes any out"
    if not isinstance(queue.monitor, QueueMonitor):
        return "nobody puts any in"
    alive = queue.monitor.feeders()
    if not alive:
        return queue.monitor.without_runners(queue)
    reasons = [_why_nothing_comes_from(status, wait, (*seen, queue)) for status in alive]
    return None if None in reasons else "; ".join(filter(None, reasons))


def _why_nothing_comes_from(status: RunnerStatus, wait: Wait, seen: tuple[Any, ...]) -> str | None:
    steps = status.steps - wait.marks.get(status, 0)
    if steps:
        return f"queue runner {status.runner!r} has run {steps:,} times meanwhile, and put nothing in"
    for each in all_waits():
        if status_of(each.run) is status:
            reason = why_nothing_comes(each, seen)
            return reason and f"queue runner {status.runner!r} waits {each}: {reason}"
    return None


def why_nobody_ends(threads: list[threading.Thread]) -> str | None:
    """What threads wait for that are joined though nobody has asked them to stop; None where one is at work."""
    found = []
    followers = 0
    stuck = {status_of(wait.run) for wait in all_waits() if _is_stuck(wait)} - {None}
    for thread in threads:
        wait = wait_of(thread)
        if wait is not None and wait.queue is None:
            followers += 1
        elif wait is not None and _is_stuck(wait):
            found.append(f"{thread.name} waits {wait}")
        elif getattr(thread, "status", None) not in stuck:
            return None
    if followers:
        found.append(f"{followers} thread{'s wait' if followers > 1 else ' waits'} for the request")
    return "; ".join(found)


def nobody_takes(threads: list[threading.Thread]) -> bool:
    """Whether none of these threads of the program will take elements: none lives, one waits for room, or nothing moves."""
    found = [wait_of(thread) for thread in threads if thread.is_alive()]
    if any(wait is not None and wait.queue is not None and wait.putting for wait in found):
        return True
    return all(wait is not None and wait.queue is not None and wait.still_for() >= queue_waits.PATIENCE for wait in found)


def _is_stuck(wait: Wait) -> bool:
    """Whether nothing has moved there for a while, as far as was looked."""
    return wait.queue is not None and not wait.ends_itself and wait.still_for() >= queue_waits.PATIENCE / 3


def key_of(op: Operation) -> tuple[str, ...]:
    """What tells the queue of an op from the others of its session: its shared name, or else the op's own."""
    shared = op.attributes.get("shared_name")
    return ("shared name", op.attributes["container"], shared) if shared else ("name", op.name)


def monitor(session: Any, op: Operation, queue: Queue) -> None:
    """Have a queue that a session has just made looked after."""
    queue.monitor = _monitor_of(session, op)


def register_runner(session: Any, op: Operation, status: RunnerStatus) -> None:
    """Note that a queue runner's threads are about to feed the queue that `op` stands for."""
    _monitor_of(session, op).feed(status)
    if RESOURCE in op.definition.traits:
        queue = op.definition.kernel_of(op, session)[0]()
        status.attach(queue)
        queue.expect_runner(status.threads, status.in_order)


def statuses_of(session: Any) -> RunnerStatuses:
    """The queue runners of a session that run."""
    return session.resource(("queue runners",), RunnerStatuses)


def _monitor_of(session: Any, op: Operation) -> QueueMonitor:
    return session.resource(("monitor", key_of(op)), lambda: QueueMonitor(session, op))


def queue_statistics(session: Any) -> list[QueueStatistics]:
    """The statistics of every queue that the session has made so far, and how their runners work."""
    found = [(queue.statistics(), queue.monitor) for queue in session.resources(Queue)]
    names: dict[Hashable, str] = {monitor.key: one.name for one, monitor in found if isinstance(monitor, QueueMonitor)}
    return [_with_runners(one, monitor, names) for one, monitor in found]


def _with_runners(one: QueueStatistics, monitor: Any, names: Mapping[Hashable, str]) -> QueueStatistics:
    if not isinstance(monitor, QueueMonitor):
        return one
    filled_from = tuple(name for key, name in names.items() if key in monitor.taken())
    return replace(one, fed_by=monitor.fed_by(), filled_from=filled_from, bad=monitor.bad())

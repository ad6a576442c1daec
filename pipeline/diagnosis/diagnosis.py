"""Diagnosis: who feeds a queue, whether anyone still will, what waits for what, and where a pipeline waits.

A dequeue that nothing can serve raises and says why instead of hanging, where no other thread of the program could put
something in:

  - at once, where all threads that a queue's runners had have ended;
  - after GRACE seconds, where the graph has runners for the queue and none was ever started in the session.

Every other wait in which nothing moves for `waits.PATIENCE` seconds is told of in one line on the log. The pipeline
watches the queues of a session from here; nothing in the queues knows about runners.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from headrace.graph.core.graph import Operation
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.traits import RESOURCE
from headrace.graph.types import errors

from ..queues import Queue, QueueStatistics
from ..queues.waiting import waits as queue_waits
from ..queues.waiting.waits import Wait, all_waits, own_wait, patience_at, patience_left, wait_of
from .faults import short
from .feeders import CLOSED, Feeder, Feeders, feeder_of

GRACE = 3.0
"""Seconds that a dequeue waits for queue runners to be started, or looks again whether anyone could feed it."""


class SessionWatch:
    """Looks after those who wait at one queue of a session."""

    def __init__(self, session: Any, op: Operation) -> None:
        self.key = key_of(op)
        self._feeders_of_session = feeders_of(session)
        self._op = op
        self._feeders: list[Feeder] = []

    def feed(self, feeder: Feeder) -> None:
        """Note that a feeder is about to feed the queue."""
        self._feeders = [*(each for each in self._feeders if not each.over or each.failures), feeder]

    def fed_by(self) -> tuple[str, ...]:
        """How the threads of its runners have run so far."""
        return tuple(f"{feeder.runner}: {text}" for feeder in self._feeders for text in feeder.described())

    def attach(self, queue: Queue) -> None:
        queue.watch = self
        for feeder in self._feeders:
            feeder.attach(queue)

    # -- what queues ask ------------------------------------------------------------------------------------------------

    def taker(self, queue: Queue, waited: float) -> float | None:
        """Raises where waiting for an element is in vain; tells where nothing comes."""
        if queue.is_closed():
            return None
        wait = own_wait()
        feeder = feeder_of(wait.run)
        if feeder is not None and feeder.winding_up:
            raise errors.CancelledError(None, None, CLOSED)
        alive = self._alive()
        if not alive:
            self._raise_if_in_vain(queue, feeder, waited)
        elif waited < queue_waits.PATIENCE / 2:
            return queue_waits.PATIENCE / 2 - waited
        still = wait.still_for()
        for each in alive:
            wait.marks.setdefault(each, each.steps)
        left = patience_left(wait, still, patience_at(queue))
        if left == 0:
            reason = None if self._told_elsewhere(feeder, alive) else why_nothing_comes(wait)
            if reason is None:
                left = queue_waits.PATIENCE / 2
            else:
                wait.tell(still, reason)
        if not alive and (self._feeders or self._runners()):
            return min(left or GRACE, GRACE)
        return left or None

    def putter(self, queue: Queue, waited: float) -> float | None:
        """Tells where a thread of the program waits for room and none comes. Runners that are ahead may wait."""
        return None if feeder_of(own_wait().run) is not None else queue_waits.PLAIN_WATCH.putter(queue, waited)

    # -- whether anyone feeds it ----------------------------------------------------------------------------------------

    def _alive(self) -> list[Feeder]:
        return [feeder for feeder in self._feeders if not feeder.over]

    def _runners(self) -> list[str]:
        """The queue runners that the graph has for this queue."""
        collection = self._op.graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        return [runner.name for runner in collection if self._op in runner.fed_queues()]

    def _raise_if_in_vain(self, queue: Queue, feeder: Feeder | None, waited: float) -> None:
        """Raises where the queue's runners have ended, or are not started, and nobody else could feed it."""
        if self._feeders:
            if not self._anyone_could_feed(queue, feeder):
                error = errors.OutOfRangeError(None, None, f"{queue.kind} '{queue.name}' {self._all_ended(queue)}")
                error.fault = error.__cause__ = queue.failure
                raise error
        elif waited >= GRACE and self._runners() and not self._anyone_could_feed(queue, feeder):
            raise errors.FailedPreconditionError(None, None, f"{queue.kind} '{queue.name}' is empty, and {self._not_started()}")

    def _anyone_could_feed(self, queue: Queue, feeder: Feeder | None) -> bool:
        """Whether the program has a thread that may yet do it: one that waits neither here nor for this very thread."""
        waiting_for_us = set() if feeder is None else self._feeders_of_session.reached(feeder.feeds)
        own = threading.current_thread()
        for thread in threading.enumerate():
            if thread is own or getattr(thread, "of_headrace", False):
                continue
            wait = wait_of(thread)
            if wait is None or wait.ends_itself:
                return True
            other = wait.queue
            if other is None or other is queue:
                continue
            if not isinstance(other.watch, SessionWatch) or other.watch.key not in waiting_for_us:
                return True
        return False

    def without_feeders(self, queue: Queue) -> str:
        """Why nobody feeds the queue."""
        if self._feeders:
            return f"it {self._all_ended(queue)}"
        return self._not_started() if self._runners() else "no queue runner feeds it, so a thread of the program has to"

    def _all_ended(self, queue: Queue) -> str:
        deaths = [f"{feeder.runner!r}: {short(failure)}" for feeder in self._feeders for failure in feeder.failures]
        return f"has {queue.size()} elements, not enough, and all its queue runners have ended" + (
            f" ({'; '.join(deaths)})" if deaths else ""
        )

    def _not_started(self) -> str:
        return (
            f"its queue runner {', '.join(map(repr, self._runners()))} was not started in this session: call "
            "start_queue_runners before you evaluate what depends on it"
        )

    def _told_elsewhere(self, feeder: Feeder | None, alive: list[Feeder]) -> bool:
        """Whether the wait of a runner's thread is for others to tell of: those who feed the queue, or who wait for it."""
        if feeder is None:
            return False
        reached = self._feeders_of_session.reached(feeder.feeds)
        return bool(alive) or any(
            not wait.putting
            and isinstance(wait.queue, Queue)
            and isinstance(wait.queue.watch, SessionWatch)
            and feeder_of(wait.run) is None
            and wait.queue.watch._feeders_of_session is self._feeders_of_session
            and wait.queue.watch.key in reached
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
    if not isinstance(queue.watch, SessionWatch):
        return "nobody puts any in"
    alive = queue.watch._alive()
    if not alive:
        return queue.watch.without_feeders(queue)
    reasons = [_why_nothing_comes_from(feeder, wait, (*seen, queue)) for feeder in alive]
    return None if None in reasons else "; ".join(filter(None, reasons))


def _why_nothing_comes_from(feeder: Feeder, wait: Wait, seen: tuple[Any, ...]) -> str | None:
    steps = feeder.steps - wait.marks.get(feeder, 0)
    if steps:
        return f"queue runner {feeder.runner!r} has run {steps:,} times meanwhile, and put nothing in"
    for each in all_waits():
        if feeder_of(each.run) is feeder:
            reason = why_nothing_comes(each, seen)
            return reason and f"queue runner {feeder.runner!r} waits {each}: {reason}"
    return None


def why_nobody_ends(threads: list[threading.Thread]) -> str | None:
    """What threads wait for that are joined though nobody has asked them to stop; None where one is at work."""
    found = []
    followers = 0
    stuck = {feeder_of(wait.run) for wait in all_waits() if _is_stuck(wait)} - {None}
    for thread in threads:
        wait = wait_of(thread)
        if wait is not None and wait.queue is None:
            followers += 1
        elif wait is not None and _is_stuck(wait):
            found.append(f"{thread.name} waits {wait}")
        elif getattr(thread, "feeder", None) not in stuck:
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


def watch(session: Any, op: Operation, queue: Queue) -> None:
    """Watch a queue that a session has just made."""
    _watch_of(session, op).attach(queue)


def feeding(session: Any, op: Operation, feeder: Feeder) -> None:
    """Note that a queue runner's threads are about to feed the queue that `op` stands for."""
    _watch_of(session, op).feed(feeder)
    if RESOURCE in op.definition.traits:
        queue = op.definition.kernel_of(op, session)[0]()
        feeder.attach(queue)
        queue.expect_feeders(feeder.threads)


def feeders_of(session: Any) -> Feeders:
    """The queue runners of a session that run."""
    return session.resource(("feeders",), Feeders)


def _watch_of(session: Any, op: Operation) -> SessionWatch:
    return session.resource(("watch", key_of(op)), lambda: SessionWatch(session, op))


def statistics(session: Any) -> list[QueueStatistics]:
    """The statistics of every queue that the session has made so far, and how their runners work."""
    return [_with_feeders(queue) for queue in session.resources(Queue)]


def _with_feeders(queue: Queue) -> QueueStatistics:
    found = queue.statistics()
    return replace(found, fed_by=queue.watch.fed_by()) if isinstance(queue.watch, SessionWatch) else found

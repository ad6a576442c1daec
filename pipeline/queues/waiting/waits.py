"""Waits and their monitors: who waits where, for how long, and when that is worth a word on the log.

A wait that lasts may be all right: nobody may need the elements yet. What is worth a word is a wait in which nothing
moves: for somebody who waits for elements nothing comes, for somebody who waits for room nothing goes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection
from typing import Any, Protocol

from headrace.formats.forks import in_child
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.watched import spans

PATIENCE = 10.0
"""Seconds in which nothing moves, after which a wait is worth a word."""
MORE_PATIENCE = 6
"""How many times longer to wait for room while another thread of the program is at work: it may come to make some."""

_log = logging.getLogger("headrace")

_waits: dict[threading.Thread, Wait] = {}
"""What each thread waits for now. Each thread writes its own entry only."""
in_child(_waits.clear)


class Wait:
    """A thread's wait.

    Attributes:
      queue: the QueueState of the queue it waits at, or None: it waits for a Coordinator.
      putting: whether it waits for room, and not for elements.
      needs: how many elements it waits for.
      run: what the wait is part of.
      told: whether the log tells of it.
      began: when it began; seconds of the monotonic clock.
      moved_at: when something moved last that it could profit by, as far as was looked.
      marks: what a monitor wants to remember of that moment; emptied when something moves.
    """

    __slots__ = ("_moved", "began", "marks", "moved_at", "needs", "putting", "queue", "run", "told")

    def __init__(self, queue: Any, putting: bool, needs: int, run: RunContext | None) -> None:
        self.queue = queue
        self.putting = putting
        self.needs = needs
        self.run = run
        self.told = False
        self.began = self.moved_at = time.monotonic()
        self.marks: dict[Any, int] = {}
        self._moved = 0 if queue is None else queue.moved_out if putting else queue.moved_in

    @property
    def ends_itself(self) -> bool:
        """Whether it has a time limit."""
        return self.run is not None and self.run.deadline is not None

    def still_for(self) -> float:
        """Seconds in which nothing has moved that it could profit by."""
        moved = self._count()
        if moved != self._moved:
            self._moved = moved
            self.moved_at = time.monotonic()
            self.marks = {}
        return time.monotonic() - self.moved_at

    def _count(self) -> int:
        if self.queue is None:
            return 0
        return self.queue.moved_out if self.putting else self.queue.moved_in

    @property
    def did(self) -> str:
        """What it is, in a few words."""
        return "waits for room" if self.putting else "waits for elements"

    def tell(self, still: float, reason: str) -> None:
        """Write the line that tells of this wait of the calling thread."""
        self.told = True
        _log.warning("%s has been waiting for %.0f seconds %s: %s", threading.current_thread().name, still, self, reason)

    def __str__(self) -> str:
        if self.queue is None:
            return "for its Coordinator to stop"
        limit = "no limit" if self.queue.capacity < 0 else f"capacity {self.queue.capacity}"
        held = "" if self.queue.memory is None else f", {self.queue.memory}"
        place = f"{self.queue.kind} '{self.queue.known_as}' ({limit}, {self.queue.size} in it{held})"
        if self.putting:
            return f"for room in {place}"
        return f"for {self.needs} element{'s' * (self.needs != 1)} of {place}"


class Monitor(Protocol):
    """What looks after those who wait at a queue.

    The first two methods are called by the waiting thread, with the queue's lock held, at the start of a wait and after every
    wake; they get the QueueState, and return in how many seconds to call again at the latest (None: no need), or raise
    to end the wait.
    """

    def dequeuer(self, queue: Any, waited: float) -> float | None:
        """A thread has waited for elements for `waited` seconds."""

    def enqueuer(self, queue: Any, waited: float) -> float | None:
        """A thread has waited for room for `waited` seconds."""

    def bad(self) -> dict[str, int]:
        """How many bad records were left out on the way to the queue, by the stage that failed."""


class PlainMonitor:
    """Tells, once for each wait, where nothing moves."""

    def bad(self) -> dict[str, int]:
        return {}

    def dequeuer(self, queue: Any, waited: float) -> float | None:
        wait = own_wait()
        still = wait.still_for()
        left = patience_left(wait, still, patience_at(queue))
        if left == 0:
            wait.tell(still, "nobody has put any in meanwhile")
        return left or None

    def enqueuer(self, queue: Any, waited: float) -> float | None:
        wait = own_wait()
        still = wait.still_for()
        patience = patience_at(queue)
        left = patience_left(wait, still, patience)
        if left == 0 and others_at_work():
            # Who is at work now may soon wait, too.
            left = max(0.0, min(patience * MORE_PATIENCE - still, patience))
        if left == 0:
            wait.tell(still, "nobody has taken any out meanwhile")
        return left or None


PLAIN_MONITOR = PlainMonitor()


class waiting:
    """A block in which this thread waits. (A generator would take twice as long, and threads wait often.)"""

    __slots__ = ("_before", "_thread", "_wait")

    def __init__(self, queue: Any = None, putting: bool = False, needs: int = 0, run: RunContext | None = None) -> None:
        self._thread = threading.current_thread()
        self._before = _waits.get(self._thread)  # a signal's handler may wait while its thread waits
        self._wait = Wait(queue, putting, needs, run)

    def __enter__(self) -> None:
        _waits[self._thread] = self._wait

    def end(self) -> None:
        """The thread waits no more. Whoever a signal may interrupt on the way out of the block calls it once more."""
        if _waits.get(self._thread) is not self._wait:
            return
        if spans.recordings and self._wait.queue is not None:
            spans.note(self._wait.run, self._wait.queue.known_as, self._wait.did, self._wait.began)
        if self._before is None:
            _waits.pop(self._thread, None)
        else:
            _waits[self._thread] = self._before

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.end()
        if self._wait.told and kind is None and self._wait.queue is not None:
            self._wait.queue.false_alarms += 1


def own_wait() -> Wait:
    """What this thread waits for."""
    return _waits[threading.current_thread()]


def wait_of(thread: threading.Thread) -> Wait | None:
    """What a thread waits for now."""
    return _waits.get(thread)


def waiting_threads() -> dict[threading.Thread, Wait]:
    """What each thread waits for that waits now."""
    return _waits.copy()


def all_waits() -> list[Wait]:
    """What all threads wait for now."""
    return list(_waits.copy().values())


def patience_at(queue: Any) -> float:
    """Seconds to be patient at a queue: the longer, the more often a wait that was told of had a good end."""
    return PATIENCE * 2.0**queue.false_alarms


def patience_left(wait: Wait, still: float, patience: float) -> float | None:
    """Seconds until a wait is worth a word, 0 where it is now; None where it never will be."""
    if wait.told or wait.ends_itself:
        return None
    return max(0.0, patience - still)


_SERVANTS = {"fsspecIO"}
"""Threads of libraries that do what other threads ask for, and nothing of their own."""


def is_servant(thread: threading.Thread) -> bool:
    """Whether a thread is headrace's, or of a library that it uses: none that puts elements of its own accord."""
    return getattr(thread, "of_headrace", False) or thread.name in _SERVANTS


def others_at_work(besides: Collection[threading.Thread] = ()) -> bool:
    """Whether the program has a thread, besides this one and those, that waits neither at a queue nor for a Coordinator."""
    no_others = {threading.current_thread(), *besides}
    # No generator: a signal would leave it unfinished.
    return bool([one for one in threading.enumerate() if not (one in no_others or one in _waits or is_servant(one))])


def _still_going() -> list[tuple]:
    """The waits of this moment, for recordings that end."""
    waits = [(thread, wait) for thread, wait in waiting_threads().items() if wait.queue is not None]
    return [(wait.run, wait.queue.known_as, wait.did, wait.began, thread) for thread, wait in waits]


spans.still_going.append(_still_going)

"""The lines in which threads wait for a queue. Everything here is guarded by the queue's lock."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any


class Waiter:
    """A thread's place in a line.

    Attributes:
      condition: on the queue's lock; only this thread waits on it.
      needs: how many elements, or how much room, it waits for; 0: for an empty line before it (a close).
      cancelled: it was thrown out of the line.
      since: when it came, in seconds of the monotonic clock.
    """

    __slots__ = ("cancelled", "condition", "needs", "since")

    def __init__(self, lock: Any, needs: int) -> None:
        self.condition = threading.Condition(lock)
        self.needs = needs
        self.cancelled = False
        self.since = time.monotonic()


class Line:
    """Threads that wait, first come, first served.

    Attributes:
      waiters: the line; its head is the only one that can go on.
      seconds: how long those have waited who have left.
    """

    def __init__(self) -> None:
        self.waiters: deque[Waiter] = deque()
        self.seconds = 0.0

    def blocked_seconds(self, now: float) -> float:
        """How long threads have waited here in all, until `now`."""
        return self.seconds + sum(now - waiter.since for waiter in self.waiters)


class Place:
    """Stands in a line as long as its `with` block lasts; calls `on_failure` where the block ends in an error."""

    __slots__ = ("_line", "_on_failure", "_waiter")

    def __init__(self, line: Line, lock: Any, needs: int, on_failure: Callable[[], None]) -> None:
        self._line = line
        self._waiter = Waiter(lock, needs)
        self._on_failure = on_failure

    def __enter__(self) -> Waiter:
        self._line.waiters.append(self._waiter)
        return self._waiter

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        waiters = self._line.waiters
        if self._waiter in waiters:
            waiters.remove(self._waiter)
        self._line.seconds += time.monotonic() - self._waiter.since
        if kind is not None:
            self._on_failure()

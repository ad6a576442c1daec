"""The lines in which threads wait for a queue. Everything here is guarded by the queue's lock."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

NOT_YET = object()
"""What an attempt returns that has to wait."""
SOON = object()
"""The same, where the waiting thread has to look at the clock."""


class Waiter:
    """A thread's place in a line.

    Attributes:
      attempt: does what the thread waits to do and returns its result, or NOT_YET. Whoever changes the queue makes the
        attempts of those at the heads of the lines, so that nothing has to wait for a thread to wake up.
      needs: how many elements a taker waits for.
      condition: on the queue's lock; only this thread waits on it.
      since: when it came, in seconds of the monotonic clock.
      done: the attempt was made, with this `result` or `error`.
    """

    __slots__ = ("attempt", "condition", "done", "error", "needs", "result", "since")

    def __init__(self, attempt: Callable[[], Any], needs: int, lock: Any) -> None:
        self.attempt = attempt
        self.needs = needs
        self.condition = threading.Condition(lock)
        self.since = time.monotonic()
        self.done = False
        self.result: Any = None
        self.error: Exception | None = None


class Line:
    """Threads that wait, first come, first served.

    Attributes:
      waiters: the line; its head is the only one that can go on.
      seconds: how long those have waited who have left.
    """

    def __init__(self) -> None:
        self.waiters: deque[Waiter] = deque()
        self.seconds = 0.0

    def leave(self, waiter: Waiter) -> None:
        """Take a waiter out of the line."""
        self.waiters.remove(waiter)
        self.seconds += time.monotonic() - waiter.since

    def serve_head(self) -> bool:
        """Make the attempt of the head; say whether it is done. There must be a head."""
        head = self.waiters[0]
        try:
            result = head.attempt()
        except Exception as error:
            self.dismiss(head, error=error)
            return True
        if result is NOT_YET:
            return False
        if result is SOON:
            head.condition.notify()
            return False
        self.dismiss(head, result)
        return True

    def dismiss(self, waiter: Waiter, result: Any = None, error: Exception | None = None) -> None:
        """Send a waiter off with its result or error."""
        self.leave(waiter)
        waiter.done = True
        waiter.result = result
        waiter.error = error
        waiter.condition.notify()

    def blocked_seconds(self, now: float) -> float:
        """How long threads have waited here in all, until `now`."""
        return self.seconds + sum(now - waiter.since for waiter in self.waiters)

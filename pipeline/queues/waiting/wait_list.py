"""WaitList: the calls that wait at a queue, first come, first served. All of it is guarded by the queue's lock.

An exception of a signal's handler (Ctrl-C) may come after any call, at the beginning of any function and at the end of
any loop; CPython looks for signals there. A change is therefore made by plain assignments that stand together, and what
a call has brought about is noted in its `Waiter` together with the change. All else can be done again: whoever is
interrupted while it serves the lists serves them once more.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext

SOON = object()
"""What an attempt returns whose thread has to look at the clock."""


class Waiter:
    """A call that may have to wait for its turn, and what came of it.

    Args:
      attempt: does what the call is for, and notes it here; where that is not possible yet it changes nothing, or does
        a part, and returns None or SOON. Whoever changes the queue makes the attempts of those at the heads of the
        lists, so that nothing has to wait for a thread to wake up.
      needs: how many elements a dequeue waits for.
      left: how many elements an enqueue has still to put.
      columns: those that an enqueue of several puts; the last `left` of them are still to come.
      element: the components that an enqueue of one puts.

    Attributes:
      run: what the call is part of.
      condition: on the queue's lock; only the thread of this call waits on it.
      since: when it began to wait, in seconds of the monotonic clock.
      done: the call is at its end, with this `result` or `error`.
    """

    __slots__ = ("attempt", "columns", "condition", "done", "element", "error", "left", "needs", "result", "run", "since")

    condition: Condition
    since: float

    def __init__(
        self,
        attempt: Callable[[Waiter], Any],
        needs: int = 0,
        left: int = 0,
        columns: Sequence[Any] | None = None,
        element: Sequence[Any] | None = None,
    ) -> None:
        self.attempt = attempt
        self.run: RunContext | None = None
        self.needs = needs
        self.left = left
        self.columns = columns
        self.element = element
        self.done = False
        self.result: Any = None
        self.error: Exception | None = None

    def take_error(self) -> Exception:
        """The error, which is not kept here: it would keep itself by its traceback."""
        error, self.error = self.error, None
        assert error is not None
        return error


class WaitList(deque[Waiter]):
    """The calls that wait, in the order in which they came; only the first can go on.

    Attributes:
      seconds: how long those have waited who have left.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def join(self, waiter: Waiter, lock: Any) -> None:
        """Let a call wait at the end of the list."""
        waiter.condition = Condition(lock)
        waiter.since = time.monotonic()
        self.append(waiter)

    def leave(self, waiter: Waiter) -> None:
        """Take a waiter out of the list if it is in it."""
        if waiter in self:
            waited = time.monotonic() - waiter.since
            self.remove(waiter)
            self.seconds += waited

    def serve_head(self) -> bool:
        """Make the attempt of the head; say whether it is done. There must be a head."""
        head = self[0]
        if not head.done:
            try:
                soon = head.attempt(head) is SOON
            except Exception as error:
                head.error = error
                head.done = True
            else:
                if soon:
                    head.condition.notify_all()
        if head.done:
            self.send_off(head)
        return head.done

    def refuse(self, error: Callable[[], Exception]) -> None:
        """Send all off with an error of their own."""
        for waiter in list(self):
            if not waiter.done:
                waiter.error = error()
                waiter.done = True
            self.send_off(waiter)

    def send_off(self, waiter: Waiter) -> None:
        """Wake a waiter that is done, and take it out of the list."""
        waiter.condition.notify_all()
        self.leave(waiter)

    def blocked_seconds(self, now: float) -> float:
        """How long threads have waited here in all, until `now`."""
        return self.seconds + sum(now - waiter.since for waiter in self)

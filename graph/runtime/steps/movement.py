"""Movement: which threads are in the middle of a step, so that whoever wants to look at all they move can wait until none is.

A thread that repeats steps has a `Mover`. Between two steps it passes the gate of its session; who closes the gate waits
there until every thread stands still: outside of a step, or inside one where it waits and holds nothing. What standing
still means beyond that, the layers above know (`pipeline/resume`); here is only what code below has to tell.

A thread goes through an open gate by two assignments and a look; both sides write first and look then, so that one of
them sees the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Container, Hashable
from typing import TYPE_CHECKING, Any

from ..conditions import Condition, longest_wait

if TYPE_CHECKING:
    from ..run_context import RunContext


class Gate:
    """What the threads of one session pass between two steps.

    Attributes:
      closed: the groups of movers that may begin no step; only changed by who closes and opens.
    """

    def __init__(self) -> None:
        self.closed: Container[Hashable] = ()
        self._changed = Condition()
        # Guarded by the lock of _changed:
        self._works: dict[Any, None] = {}
        self._before_start: list[Callable[[], None]] = []
        self._failures: list[tuple[Any, BaseException]] = []
        self._to_fail: list[tuple[Any, BaseException]] = []
        self._positions: dict[Any, Callable[[], Any]] = {}
        self._to_go_on: dict[Any, Any] = {}
        self._movers: list[Mover] = []
        self._changes = 0

    @property
    def works(self) -> list[Any]:
        """All that threads were made for to repeat it."""
        with self._changed.lock:
            return list(self._works)

    def before_start(self, call: Callable[[], None]) -> None:
        """Have something called before the first thread starts."""
        with self._changed.lock:
            self._before_start.append(call)

    def starting(self, works: Collection[Any]) -> None:
        """Threads are about to be started, which repeat these."""
        with self._changed.lock:
            self._works.update(dict.fromkeys(works))
            calls, self._before_start = self._before_start, []
        for call in calls:
            call()

    @property
    def failures(self) -> list[tuple[Any, BaseException]]:
        """What threads have failed with, and what they repeated."""
        with self._changed.lock:
            return [*self._failures, *self._to_fail]

    def failed(self, work: Any, fault: BaseException) -> None:
        """A thread that repeated `work` has failed."""
        with self._changed.lock:
            self._failures.append((work, fault))

    def fail_again(self, work: Any, fault: BaseException) -> None:
        """Have the next thread that is to repeat `work` fail before it begins, as another one has."""
        with self._changed.lock:
            self._to_fail.append((work, fault))

    def failure_of(self, work: Any) -> BaseException | None:
        """What a thread that is to repeat `work` fails with before it begins, if there is any left; it counts as failed."""
        with self._changed.lock:
            found = next((failure for failure in self._to_fail if failure[0] is work), None)
            if found is None:
                return None
            self._to_fail.remove(found)
            self._failures.append(found)
            return found[1]

    @property
    def positions(self) -> dict[Any, Any]:
        """Where those are, as plain data, who remember something from step to step. Asked while all stand still."""
        with self._changed.lock:
            return {**self._to_go_on, **{work: position() for work, position in self._positions.items()}}

    def remember(self, work: Any, position: Callable[[], Any]) -> Any:
        """Have a position kept with `work`. Returns the one from which to go on, or None."""
        with self._changed.lock:
            self._positions[work] = position
            return self._to_go_on.pop(work, None)

    def forget(self, work: Any) -> None:
        """What was remembered with `work` is over."""
        with self._changed.lock:
            self._positions.pop(work, None)

    def go_on(self, work: Any, position: Any) -> None:
        """Let who remembers something with `work` go on from a position."""
        with self._changed.lock:
            self._to_go_on[work] = position

    @property
    def movers(self) -> list[Mover]:
        """Those of all threads that are there."""
        with self._changed.lock:
            return list(self._movers)

    def enter(self, mover: Mover) -> None:
        """A thread begins to work."""
        with self._changed.lock:
            self._movers.append(mover)

    def leave(self, mover: Mover) -> None:
        """A thread has ended its work."""
        with self._changed.lock:
            self._movers.remove(mover)
        mover.group = None  # errors that are kept know the runs of the thread
        self.changed()

    def close(self, groups: Container[Hashable]) -> None:
        """Let no mover of these groups begin a step. `groups` is not changed any more."""
        self.closed = groups

    def open(self) -> None:
        """Let all go on."""
        with self._changed.lock:
            self.closed = ()
            self._changed.notify_all()

    def wait_to_pass(self, mover: Mover, run: RunContext) -> None:
        """Wait until a mover's group may go on. Raises CancelledError where its run is cancelled."""
        with self._changed.lock:
            run.wait_for(self._changed, lambda: mover.group not in self.closed)

    def changed(self) -> None:
        """A mover has come to stand still, or has ended. Locks of queues and readers may be held."""
        if self.closed:
            with self._changed.lock:
                self._changes += 1
                self._changed.notify_all()

    def count(self, mover: Mover, more: int) -> None:
        """So many threads more run a mover's step."""
        with self._changed.lock:
            mover.threads += more
        self.changed()

    def wait_until(self, fact: Callable[[], bool], deadline: float) -> bool:
        """Whether `fact()` has become true, which is asked anew whenever something has come to stand still.

        Args:
          fact: called without the gate's lock.
          deadline: when to give up, in seconds of the monotonic clock.
        """
        while True:
            with self._changed.lock:
                before = self._changes
            if fact():
                return True
            with self._changed.lock:
                while self._changes == before:
                    left = deadline - time.monotonic()
                    if left <= 0:
                        return False
                    longest = longest_wait()
                    self._changed.wait(left if longest is None else min(left, longest))


class Mover:
    """A thread that repeats steps.

    Args:
      group: what it is closed with.
      work: what it repeats, for who looks.

    Attributes:
      inside: whether it is in a step.
      in_blocks: whether it holds nothing whenever it waits.
      threads: how many threads run the step just now, itself and helpers; those that wait for a helper do not count.
    """

    __slots__ = ("gate", "group", "in_blocks", "inside", "threads", "work")

    def __init__(self, gate: Gate, group: Hashable, work: Any) -> None:
        self.gate = gate
        self.group = group
        self.work = work
        self.inside = False
        self.in_blocks = False
        self.threads = 1

    def begin_step(self, run: RunContext) -> None:
        """Pass the gate. Raises CancelledError where `run` is cancelled."""
        self.inside = True
        while self.group in self.gate.closed:
            self.inside = False
            self.gate.changed()
            self.gate.wait_to_pass(self, run)
            self.inside = True

    def end_step(self) -> None:
        """The step is over, with whatever result."""
        self.inside = False
        if self.gate.closed:
            self.gate.changed()

    def helped_by(self, more: int) -> None:
        """So many threads more, or fewer, run the step. Other locks may be held."""
        self.gate.count(self, more)


class _All:
    def __contains__(self, group: object) -> bool:
        return True


ALL: Container[Hashable] = _All()
"""All groups, also those that are still to come."""


def gate_of(session: Any) -> Gate:
    """The gate of a session."""
    return session.resource(("gate",), Gate)

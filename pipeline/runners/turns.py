"""Turns of a queue runner's threads: as many compute at once as bring something, the others sleep.

Each thread of a queue runner takes Python's lock again after every NumPy call, and waits for it as long as another
computes; where many compute, all are slower than one alone. So a thread computes only when it has a turn. It gives it up
while it waits, runs a program's own code, or reads a slow file, and to those who wait for one: when it has had it for
SLICE seconds and stands between two steps, so that every enqueue operation and every file advances.

Where threads have operations of their own, as those of `shuffle_batch_join` have, each moves no more than a share of the
queue's capacity while others wait. So what is in the queue is mixed of all, as if they moved record by record.

A thread that waits for room in its queue keeps its turn for MOMENT: all the others would do is wait for the same. So does
one that waits for anything else while whoever is next has the same operation.
Those who wait amid a step come before those who have not begun one: they hold records, or room. A thread that does not
come to the end of a step for PATIENCE seconds, whatever it may be doing, loses its turn to the others.
"""

from __future__ import annotations

import sys
import time
from collections import deque

from headrace.formats.forks import renewed
from headrace.graph.runtime import conditions
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.turns import Turn

from .pace import Pace

SLICE = 0.006
"""Seconds that a thread may compute while others wait for a turn: handing it on costs some 50 us, and cold caches."""
LONG_SLICE = 0.5
"""The same where the next thread has the same operation, and would do just what this one does."""
MOMENT = 0.01
PATIENCE = 0.25
_SLOW_READ = 0.002
"""Seconds of a read that are worth handing the turn on twice."""


class Turns:
    """The turns of one queue runner's threads in one session.

    Args:
      threads: how many there are.
      run: what they wait under.
      share: how many records a thread may move while one with other work waits.
    """

    def __init__(self, threads: int, run: RunContext, share: int = sys.maxsize) -> None:
        self._run = run
        self._share = share
        self._threads = threads
        self._lock = renewed(conditions.new_rlock())
        # Guarded by _lock:
        self._pace = Pace(threads)
        self._computing: list[SharedTurn] = []  # those who have a turn, the last one since the shortest time
        self._amid: deque[SharedTurn] = deque()  # those who wait for one amid a step
        self._between: deque[SharedTurn] = deque()  # those who wait to begin a step
        self._reads: tuple[float, ...] = ()  # seconds of the last reads of all; may be looked at without the lock

    def at_once(self) -> int:
        """How many threads may compute at once now."""
        return self._pace.most

    def new(self, work: object) -> Turn:
        """The turn of another thread, which does that work."""
        return SharedTurn(self, work, self._share) if self._threads > 1 else Turn()

    def take(self, turn: SharedTurn, amid: bool) -> None:
        """Wait until it is that thread's turn. Raises CancelledError where its run is cancelled meanwhile."""
        waiting = self._amid if amid else self._between
        with self._lock:
            waiting.append(turn)
            self._serve()
            if turn.held:
                return
            turn.condition = Condition(self._lock)
            turn.awaited = True
            # Only when nobody has come to the end of a step in that time does it look whether somebody should have.
            patience = PATIENCE * (len(self._amid) + len(self._between))
            try:
                self._run.wait_for(turn.condition, lambda: turn.held, lambda waited: self._overdue() and patience)
            except BaseException:
                if turn in waiting:
                    waiting.remove(turn)
                self.give_up(turn)
                raise
            finally:
                turn.awaited = False

    def give_up(self, turn: SharedTurn) -> None:
        """Let others have a turn, if it is that thread's."""
        with self._lock:
            if turn.held:
                turn.held = False
                self._computing.remove(turn)
                self._serve()

    def end_step(self, turn: SharedTurn, records: int) -> None:
        """A thread has moved some records. Others may have its turn if they have waited for long."""
        with self._lock:
            now = time.monotonic()
            self._pace.count(records, now)
            if not turn.held:
                return
            turn.moved += records
            too_many = len(self._computing) > self._pace.most and turn is self._computing[-1]
            if self._amid or too_many or self._is_over(turn, now):
                self.give_up(turn)
            else:
                self._serve()

    def _is_over(self, turn: SharedTurn, now: float) -> bool:
        if not self._between:
            return False
        if self._between[0].work is turn.work:
            return now - turn.since >= LONG_SLICE
        return now - turn.since >= SLICE or turn.moved >= turn.share

    def begin_wait(self, turn: SharedTurn, for_room: bool) -> float:
        """A thread that has a turn begins to wait. Returns how long it keeps its turn."""
        with self._lock:
            if not self._amid and (for_room or not self._between or self._between[0].work is turn.work):
                return MOMENT
            self.give_up(turn)
            return 0.0

    def waited_for_room(self, seconds: float) -> None:
        """A thread has waited for room for so long, and kept its turn."""
        with self._lock:
            self._pace.waited_for_room(seconds)

    def has_read(self, seconds: float) -> None:
        with self._lock:
            self._reads = (*self._reads[-7:], seconds)

    @property
    def reads_are_slow(self) -> bool:
        return min(self._reads, default=0.0) > _SLOW_READ

    def _serve(self) -> None:
        while (self._amid or self._between) and len(self._computing) < self._pace.most:
            turn = (self._amid or self._between).popleft()
            turn.held = True
            turn.moved = 0
            turn.since = turn.step_began = time.monotonic()
            self._computing.append(turn)
            if turn.condition is not None:
                turn.condition.notify_all()

    def _overdue(self) -> bool:
        """Take the turn of whoever has not come to the end of a step for long. Always true."""
        now = time.monotonic()
        for turn in tuple(self._computing):
            if now - turn.step_began >= PATIENCE and not turn.awaited:
                self.give_up(turn)
        return True


class SharedTurn(Turn):
    """The turn of one of several threads. Attributes are guarded by the lock of its Turns, unless it says otherwise.

    Attributes:
      work: what its thread does; those who do the same have the same object.
      share: how many records it may move while one with other work waits; does not change.
      moved: how many it has moved since it has its turn.
      held: whether it is its turn.
      since: since when.
      step_began: when its thread began a step; only that thread writes it while it is its turn.
      condition: what its thread waits on.
      awaited: whether its thread waits for it, or has not woken up yet though it is there.
    """

    def __init__(self, turns: Turns, work: object, share: int) -> None:
        self._turns = turns
        self.work = work
        self.share = share
        self.moved = 0
        self.held = False
        self.since = self.step_began = 0.0
        self.condition: Condition | None = None
        self.awaited = False

    def begin_step(self) -> None:
        if self.held:
            self.step_began = time.monotonic()
        else:
            self._turns.take(self, amid=False)

    def end_step(self, records: int) -> None:
        self._turns.end_step(self, records)

    def give_up(self) -> None:
        if self.held:
            self._turns.give_up(self)

    def regain(self) -> None:
        if not self.held:
            self._turns.take(self, amid=True)

    def begin_wait(self, for_room: bool) -> float:
        return self._turns.begin_wait(self, for_room) if self.held else 0.0

    def end_wait(self, for_room: bool, seconds: float) -> None:
        if for_room and self.held:
            self._turns.waited_for_room(seconds)

    @property
    def reads_are_slow(self) -> bool:
        return self._turns.reads_are_slow

    def has_read(self, seconds: float) -> None:
        self._turns.has_read(seconds)

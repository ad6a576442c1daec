"""Pace: how many threads of a queue runner bring most when they compute at once, found by trying while they run.

More threads than one help where they compute without Python's lock, or wait; they hurt where each waits for the lock at
every step of the others. Nobody can tell beforehand. So one more, or one less, is tried now and then, for some
milliseconds and in turn with what it is compared with; what brings more stays. The longer nothing changes, the more
rarely it is tried.
"""

from __future__ import annotations

WINDOW, STEPS = 0.015, 8
"""Seconds, and steps of threads, in which records are counted for one rate: at least so many."""
FIRST_REST, LONGEST_REST = 0.2, 8.0
"""Seconds between two comparisons: at first, and at most. A comparison that changes nothing makes the rest longer."""
_LONGER = 4.0
_WORTH = 1.04
"""How many times more records another thread has to bring. One that brings less is let go."""
_HOPELESS = 0.85


class Pace:
    """Finds how many threads should compute at once. The caller has a lock, and a clock.

    Args:
      threads: how many there are.

    Attributes:
      most: how many may compute at once now.
    """

    def __init__(self, threads: int) -> None:
        self.most = 1
        self._threads = threads
        self._best = 1
        self._other = 1  # with which `_best` is compared now
        self._rates: list[float] = []  # of `_best` and `_other` in turn, while they are compared
        self._step = 1
        self._rest = FIRST_REST
        self._next = 0.0  # when to compare again
        self._began: float | None = None  # the window
        self._records = self._steps = 0
        self._idle = 0.0

    def waited_for_room(self, seconds: float) -> None:
        """A thread that might compute has waited for room for what it has made."""
        self._idle += seconds

    def count(self, records: int, now: float) -> None:
        """Records have been moved; `now` in seconds. May change `most`."""
        if self._began is None:
            self._began, self._next = now, now + self._rest
            return
        self._records += records
        self._steps += 1
        span = now - self._began
        if span < WINDOW or self._steps < STEPS:
            return
        rate, idle = self._records / span, self._idle / span
        self._began, self._records, self._steps, self._idle = now, 0, 0, 0.0
        if idle > 0.25:  # whoever takes the records sets the pace
            self._decide(self._best, now)
            if idle > 1.0 and self._best > 1:  # one thread less has the same time to wait
                self.most = self._best = self._best - 1
        elif self._rates:
            self._compare(rate, now)
        elif now >= self._next and self._threads > 1:
            self._rates = [rate]
            self._other = self._neighbour()
            self.most = self._other

    def _neighbour(self) -> int:
        if not 1 <= self._best + self._step <= self._threads:
            self._step = -self._step
        return self._best + self._step

    def _compare(self, rate: float, now: float) -> None:
        rates = self._rates
        rates.append(rate)
        if len(rates) % 2:
            self.most = self._other
            return
        theirs, ours = sum(rates[1::2]), sum(rates[::2])
        if len(rates) < 4 and theirs >= _HOPELESS * ours:
            self.most = self._best
            return
        is_better = theirs > ours * (_WORTH if self._other > self._best else 1 / _WORTH)
        self._decide(self._other if is_better else self._best, now)

    def _decide(self, best: int, now: float) -> None:
        if self._rates:
            self._rates = []
            if best == self._best:
                self._step = -self._step
                self._rest = min(_LONGER * self._rest, LONGEST_REST)
            else:
                self._rest = FIRST_REST
            self._next = now + self._rest
        self.most = self._best = best

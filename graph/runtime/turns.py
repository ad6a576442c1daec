"""Turns: of threads that do the same work, only as many compute at once as bring something.

Who hands turns out stands above (`pipeline/runners/turns.py`). Here is what code below has to know of it: a thread that
waits, runs a program's own code or reads a slow file lets another have its turn meanwhile.
"""

from __future__ import annotations

import sys
import threading
import time


class Turn:
    """A thread's turn to compute. This one is that of threads which share it with nobody."""

    share = sys.maxsize
    """How many records to move at most before others have a turn."""

    def begin_step(self) -> None:
        """Wait until it is this thread's turn to do a step."""

    def end_step(self, records: int) -> None:
        """A step is done, which has moved so many records."""

    def give_up(self) -> None:
        """Let another thread have it. Locks may be held."""

    def regain(self) -> None:
        """Wait until it is this thread's turn again, where it is not. No lock may be held."""

    def begin_wait(self, for_room: bool) -> float:
        """The thread begins to wait, for room in a queue or something else; locks may be held.

        Returns:
          for how many seconds it keeps its turn in the wait, 0 where it has given it up; then it calls `give_up`.
        """
        return 0.0

    def end_wait(self, for_room: bool, seconds: float) -> None:
        """The thread has waited so long."""

    @property
    def reads_are_slow(self) -> bool:
        """Whether reading files takes so long that others should have the turn meanwhile."""
        return False

    def has_read(self, seconds: float) -> None:
        """Reading from a file has taken so long."""


_ALONE = Turn()


class _Own(threading.local):
    turn: Turn = _ALONE


_own = _Own()


def own_turn() -> Turn:
    """The turn of the calling thread."""
    return _own.turn


class taking_turns:
    """A block in which the calling thread computes when it is its turn."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    def __enter__(self) -> Turn:
        _own.turn = self._turn
        return self._turn

    def __exit__(self, *error: object) -> None:
        self._turn.give_up()
        _own.turn = _ALONE


class out_of_turn:
    """A block in which the calling thread waits, or runs code that may: others have its turn meanwhile."""

    __slots__ = ("_turn",)

    def __enter__(self) -> None:
        self._turn = _own.turn
        self._turn.give_up()

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is None:
            self._turn.regain()


class reading_a_file:
    """A block in which the calling thread reads from a file system. A turn is given up only where that has been slow.

    It is not taken again at the end: that may fail, and what was read must be kept first.

    Attributes:
      counts: whether it is a read like others, and none that finds the end of a file.
    """

    __slots__ = ("_began", "_turn", "counts")

    def __enter__(self) -> reading_a_file:
        turn = self._turn = _own.turn
        self.counts = True
        if turn.reads_are_slow:
            turn.give_up()
        self._began = time.monotonic()
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is None:
            if self.counts:
                self._turn.has_read(time.monotonic() - self._began)

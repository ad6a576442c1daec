"""Which checkpoints a Saver keeps: the last few, and one every so many hours."""

from __future__ import annotations

import math
import time
from typing import NamedTuple


class Kept(NamedTuple):
    """A checkpoint that is kept.

    Attributes:
      path: its name.
      made: when, in seconds since 1970; infinite where that is not known.
      is_own: whether this Saver has written it, rather than been told of it.
    """

    path: str
    made: float
    is_own: bool


class Retention:
    """The checkpoints that a Saver has written, from oldest to newest.

    Args:
      most: how many to keep; 0 for all, which are not listed then.
      hours: after so many hours one is kept for good.
    """

    def __init__(self, most: int, hours: float) -> None:
        self._most = most
        self._hours = hours
        self._next_for_good = time.time() + hours * 3600
        self.kept: list[Kept] = []

    def add(self, path: str) -> list[Kept]:
        """Note a new checkpoint. Returns those that are one too many now, to hand to `is_for_good`."""
        if not self._most:
            return []
        self.kept = [item for item in self.kept if item.path != path]
        self.kept.append(Kept(path, time.time(), True))
        dropped = []
        if len(self.kept) > self._most:
            dropped.append(self.kept.pop(0))
        return dropped

    def is_for_good(self, item: Kept) -> bool:
        """Whether a checkpoint that is no longer among the last ones stays because its hour has come."""
        if item.made <= self._next_for_good:
            return False
        self._next_for_good += self._hours * 3600
        return True

    def set(self, items: list) -> None:
        """Take over checkpoints: their names, or pairs of name and time."""
        pairs = [item if isinstance(item, tuple) else (item, math.inf) for item in items]
        self.kept = [Kept(path, made, False) for path, made in pairs]

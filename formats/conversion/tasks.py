"""The parts of a conversion that need nothing of each other: in this process, or in others that are told of them."""

from __future__ import annotations

from typing import NamedTuple

from ..quarantine import BadRecord
from ..workers import Progress
from .ledger import Shard
from .plan import Plan
from .reading import Rows, counted
from .shuffled import Shuffled
from .writing import ShardWriter


class Counted(NamedTuple):
    """How many rows of a source are not left out, and what is."""

    rows: int
    left_out: list[BadRecord]


class Tasks:
    """What there is to do for a plan. It goes to other processes as it was made.

    Args:
      directory: as for `ShardWriter`.
      shuffled: the rows in their order, where that is not the sources'.
    """

    def __init__(self, plan: Plan, directory: str | None, verify: bool, shuffled: Shuffled | None = None) -> None:
        self.plan = plan
        self._directory = directory
        self._verify = verify
        self._rows: Rows | Shuffled = Rows(plan) if shuffled is None else shuffled

    def count(self, number: int, progress: Progress) -> Counted:
        """Count the rows of a source."""
        left_out: list[BadRecord] = []
        rows = counted(self.plan, self.plan.sources[number], left_out.append)
        progress(rows, 0)
        return Counted(rows, left_out)

    def shard(self, number: int, progress: Progress) -> Shard:
        """Make a shard."""
        writer = ShardWriter(self.plan, self._directory, self._verify, progress)
        return writer.write(number, self._rows.between(*self.plan.bounds(number)))

"""Plans of conversions are carried out."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import AbortedError, AlreadyExistsError, InvalidArgumentError
from ..files.directories import exists
from ..quarantine import BadRecord, OnDamage, Policy, Quarantine
from ..records import tell_good
from ..tables import Batch, Schema
from ..tables.kinds.kind import Progress
from ..workers import Doers, check_count, not_told, working
from .ledger import Ledger, Shard
from .plan import Plan, real
from .reading import Rows, batches_of, check_same
from .shuffled import Shuffled
from .tasks import Tasks
from .writing import ShardWriter

_FIRST = 5


@dataclass(frozen=True)
class Report:
    """What a conversion has done.

    Attributes:
      plan: what it was to do, with the schema.
      shards: the files, in order.
      kept: how many of them a conversion that was interrupted had made before.
      left_out: how many bad records the policy has left out.
      first_left_out: the first few of them, without data.
    """

    plan: Plan
    shards: tuple[Shard, ...]
    kept: int
    left_out: int
    first_left_out: tuple[BadRecord, ...]

    @property
    def schema(self) -> Schema | None:
        """What the rows are."""
        return self.plan.schema

    @property
    def rows(self) -> int:
        """How many rows were written."""
        return sum(shard.rows for shard in self.shards)

    def to_json(self) -> dict[str, Any]:
        """A dict of numbers and texts, for `json.dumps`."""
        return {
            "sources": [source.path for source in self.plan.sources],
            "kind": self.plan.kind.name,
            "schema": None if self.schema is None else str(self.schema),
            "rows": self.rows,
            "shards": [
                {"path": one.path, "rows": one.rows, "bytes": one.size, "crc32c": f"{one.checksum:08x}"} for one in self.shards
            ],
            "kept": self.kept,
            "left_out": self.left_out,
            "first_left_out": [
                {"path": one.path, "record": one.record, "offset": one.offset, "reason": one.reason}
                for one in self.first_left_out
            ],
        }


def perform(
    plan: Plan,
    *,
    workers: int | Doers = 1,
    on_damage: OnDamage | None = None,
    force: bool = False,
    verify: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Do what a plan says.

    Args:
      plan: of `plan`.
      workers, on_damage, force, verify, progress: as for `convert`.

    Returns:
      What was done.

    Raises:
      InvalidArgumentError: `workers` is not positive, or there is a policy where the plan has none.
      AlreadyExistsError and others: as `convert`.
    """
    check_count(workers)
    if plan.leaves_out != (on_damage is not None):
        raise InvalidArgumentError(None, None, "on_damage must be given where, and only where, the plan leaves out records")
    if isinstance(on_damage, Quarantine):
        _check_quarantine(on_damage.path, plan, force)
    with Ledger(plan, force) as ledger, on_damage if isinstance(on_damage, Policy) else contextlib.nullcontext():
        with working(workers, ledger.lock) as processes:
            done = _Conversion(plan, ledger, processes, on_damage, verify, progress).run()
        try:
            check_same(plan)
        except AbortedError:
            ledger.discard()
            raise
        return done


def _check_quarantine(path: str, plan: Plan, force: bool) -> None:
    others = map(real, (*plan.targets, *(source.path for source in plan.sources)))
    if real(path) in others or (exists(path) and not force):
        raise AlreadyExistsError(None, None, f"{path}: is there already; force=True, --force, replaces it", path=path)


class _Conversion:
    """A plan at work."""

    def __init__(
        self,
        plan: Plan,
        ledger: Ledger,
        workers: Doers,
        on_damage: OnDamage | None,
        verify: bool,
        progress: Progress | None,
    ) -> None:
        self._plan = plan
        self._ledger = ledger
        self._workers = workers
        self._on_damage = on_damage
        self._verify = verify
        self._progress = progress or not_told
        self._passes = 1 + plan.needs_counts + (plan.seed is not None)
        self._left_out = 0
        self._first_left_out: list[BadRecord] = []

    def run(self) -> Report:
        found = {number: shard for number in range(len(self._plan.targets)) if (shard := self._ledger.done(number))}
        missing = [number for number in range(len(self._plan.targets)) if number not in found]
        kept = len(found)
        if self._plan.needs_counts and (missing or self._plan.leaves_out):
            self._count()
        if missing:
            for number, shard in zip(missing, self._shards(missing), strict=True):
                self._ledger.note(number, shard)
                found[number] = shard
        shards = tuple(found[number] for number in sorted(found))
        return Report(self._plan, shards, kept, self._left_out, tuple(self._first_left_out))

    def _count(self) -> None:
        """Find out how many rows there are, and tell the policy of those that are left out."""
        counts = []
        sources = range(len(self._plan.sources))
        tasks = Tasks(self._plan, self._ledger.directory, self._verify)
        for number, counted in zip(sources, self._workers.results(tasks, "count", sources, not_told), strict=True):
            tell_good(self._on_damage, counted.rows)
            for bad in counted.left_out:
                self._leave_out(bad)
            counts.append(counted.rows)
            self._progress(0, self._plan.sources[number].size // self._passes)
        self._plan = self._plan.counted(tuple(counts))

    def _shards(self, numbers: list[int]) -> Iterator[Shard]:
        if not self._plan.needs_counts:
            writer = ShardWriter(self._plan, self._ledger.directory, self._verify, not_told)
            yield writer.write(0, self._all_rows())
            return
        with contextlib.ExitStack() as stack:
            shuffled = None if self._plan.seed is None else stack.enter_context(self._shuffled(self._plan.seed))
            tasks = Tasks(self._plan, self._ledger.directory, self._verify, shuffled)
            yield from self._workers.results(tasks, "shard", numbers, self._written)

    def _all_rows(self) -> Iterator[Batch]:
        on_damage = None if self._on_damage is None else self._leave_out
        for source in self._plan.sources:
            for batch in batches_of(self._plan, source, on_damage, self._progress):
                yield batch
                tell_good(self._on_damage, batch.count)

    @contextlib.contextmanager
    def _shuffled(self, seed: int) -> Iterator[Shuffled]:
        with contextlib.closing(
            Shuffled(self._plan.rows or 0, seed, os.path.join(self._ledger.scratch, "shuffled"))
        ) as shuffled:
            shuffled.fill(self._noted(Rows(self._plan).between(0, self._plan.rows or 0)))
            yield shuffled

    def _noted(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in batches:
            self._progress(0, self._bytes_of(batch.count))
            yield batch

    def _written(self, rows: int, _size: int) -> None:
        self._progress(rows, self._bytes_of(rows))

    def _bytes_of(self, rows: int) -> int:
        """The part of the sources that rows are, in one of the passes over them."""
        size = sum(source.size for source in self._plan.sources)
        return size * rows // max(1, self._plan.rows or 0) // self._passes

    def _leave_out(self, bad: BadRecord) -> None:
        assert self._on_damage is not None
        self._on_damage(bad)
        self._left_out += 1
        if len(self._first_left_out) < _FIRST:
            self._first_left_out.append(bad._replace(data=None))

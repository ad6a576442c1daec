"""The rows of all sources of a conversion, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from ..columns.batches import Batch
from ..errors import AbortedError, InvalidArgumentError
from ..quarantine import BadRecord, OnDamage
from ..records import Records
from ..tables.kinds.kind import Progress, behind
from ..tables.kinds.tfrecord import blocks
from .plan import Plan, Source


def batches_of(plan: Plan, source: Source, on_damage: OnDamage | None, progress: Progress | None = None) -> Iterator[Batch]:
    """The rows of a source.

    Raises:
      InvalidArgumentError: a row does not fit the schema; the error also says what to do where that was inferred.
      the errors of `Kind.read`.
    """
    if plan.schema is None:
        return _as_they_are(blocks(source.path, progress, on_damage))
    return _remedied(plan, source.kind.read(source.path, plan.schema, on_damage=on_damage, progress=progress))


def batches_from(plan: Plan, source: Source, first: int) -> Iterator[Batch]:
    """The rows of a source from that of a number on, where none is left out. Raises as `batches_of`."""
    if plan.schema is None:
        return _as_they_are(behind(blocks(source.path), first))
    return _remedied(plan, source.kind.read_from(source.path, first, plan.schema))


def _as_they_are(found: Iterator[Records]) -> Iterator[Batch]:
    return (Batch({}, len(block), block) for block in found)


def _remedied(plan: Plan, batches: Iterator[Batch]) -> Iterator[Batch]:
    try:
        yield from batches
    except InvalidArgumentError as error:
        if plan.inferred_from is None:
            raise
        remedy = (
            f"the schema was inferred from the first {plan.inferred_from} rows of each file:"
            " give another (schema=, --schema), or infer it from all rows (infer_rows=None, --infer-rows all)"
        )
        raise error.restated(message=f"{error.message}; {remedy}") from error


def counted(plan: Plan, source: Source, on_damage: OnDamage | None) -> int:
    """How many rows of a source are not left out. Only where some may be, they are read for it."""
    if not plan.leaves_out:
        return source.kind.count(source.path)
    return sum(batch.count for batch in batches_of(plan, source, on_damage))


def _known(bad: BadRecord) -> None:
    """Who counted the rows has told the policy of it."""


class Rows:
    """The rows of all sources of a counted plan, by their numbers."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._batches: Iterator[Batch] = iter(())
        self._source = -1  # that `_batches` come from
        self._at = 0  # the number in the source of the row that comes next
        self._rest: Batch | None = None  # of the batch before, what was not asked for

    def between(self, start: int, stop: int) -> Iterator[Batch]:
        """The rows of numbers in [start, stop).

        Raises:
          AbortedError: a source has other rows than were counted.
          as `batches_of`.
        """
        while start < stop:
            number, first = self._plan.source_of(start)
            batch = self._from(number, first)
            part = batch[: stop - start]
            self._rest = batch[part.count :] if part.count < batch.count else None
            self._at = first + part.count
            start += part.count
            yield part

    def _from(self, number: int, first: int) -> Batch:
        """A batch that begins with a row of a source."""
        source = self._plan.sources[number]
        if number != self._source or first != self._at:
            self._begin(number, first)
        while True:
            batch = next(self._batches, None) if self._rest is None else self._rest
            self._rest = None
            if batch is None:
                raise changed(source)
            if self._at + batch.count > first:
                return batch[first - self._at :] if first > self._at else batch
            self._at += batch.count

    def _begin(self, number: int, first: int) -> None:
        source = self._plan.sources[number]
        if self._plan.leaves_out:
            self._batches, self._at = batches_of(self._plan, source, _known), 0
        else:
            self._batches, self._at = batches_from(self._plan, source, first), first
        self._source, self._rest = number, None


def changed(source: Source) -> AbortedError:
    """The error for a file that is no longer what it was."""
    return AbortedError(None, None, f"{source.path}: changed while it was converted", path=source.path)


def check_same(plan: Plan) -> None:
    """Raises AbortedError if a source was changed since the plan was made."""
    for source in plan.sources:
        if not source.is_same():
            raise changed(source)

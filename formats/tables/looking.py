"""Looking at files of rows: how many there are, by what schema, and all of them, whatever kind each file is of."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .. import tfrecord
from ..columns.batches import Batch
from ..columns.schema import Schema
from ..errors import DataLossError, InvalidArgumentError, UnimplementedError
from ..files import AUTO, Path, path_text
from ..quarantine import BadRecord, OnDamage, Skip
from ..records import Records, tell_good
from ..workers import Doers, not_told, working
from . import kind_of
from .kinds.kind import Kind, Progress
from .kinds.tfrecord import TFRecordKind
from .statistics import Statistics


class Table(NamedTuple):
    """A file of rows: its path and its kind."""

    path: str
    kind: Kind

    @classmethod
    def of(cls, path: Path, kind: str | None = None) -> Table:
        """The file at a path.

        Args:
          kind: the name of its kind; None: what its content and its name tell.
        Raises:
          InvalidArgumentError: nobody knows. The errors of `files.open_stream`.
        """
        return cls(path_text(path), kind_of(path, kind))


def schema_of(tables: Sequence[Table], rows: int | None = 1000) -> Schema:
    """The schema that holds the rows of all files; of one that is damaged, of the rows before the damage.

    Args:
      rows: how many of each file are looked at, from the first on; None: all.
    Raises:
      InvalidArgumentError: two files contradict each other. The errors of `Kind.infer`.
    """
    found: Schema | None = None
    first = ""
    for table in tables:
        one = _inferred(table, rows)
        if len(one):
            first = first or table.path
            found = one if found is None else found.merged(one, (first, table.path))
    return Schema() if found is None else found


def _inferred(table: Table, rows: int | None) -> Schema:
    try:
        return table.kind.infer(table.path, rows)
    except DataLossError as error:
        if not error.record:
            raise
        return table.kind.infer(table.path, error.record)


def chosen(schema: Schema, names: Sequence[str]) -> Schema:
    """A schema with the features of these names alone, in their order.

    Raises:
      InvalidArgumentError: it has no such feature.
    """
    unknown = next((name for name in names if name not in schema), None)
    if unknown is not None:
        message = f"there is no feature {unknown!r}; there are {', '.join(schema.names) or 'none'}"
        raise InvalidArgumentError(None, None, message)
    return Schema(tuple(schema[name] for name in names))


def batches(
    tables: Sequence[Table], schema: Schema, *, on_damage: OnDamage | None = None, progress: Progress | None = None
) -> Iterator[Batch]:
    """The rows of all files, one file after the other. See `Kind.read`."""
    for table in tables:
        yield from table.kind.read(table.path, schema, on_damage=on_damage, progress=progress)


def rows(table: Table, schema: Schema, count: int | None = None, first: int = 0) -> Iterator[dict[str, Any]]:
    """The rows of a file.

    Args:
      count: how many; None: all.
      first: the number of the first, counted from 0; what is wrong with those before need not be seen.
    Raises:
      InvalidArgumentError: the file has no row `first` (0 apart). The errors of `Kind.read`.
    """
    left = count
    begun = not first
    for batch in table.kind.read_from(table.path, first, schema):
        begun = True
        part = batch if left is None else batch[:left]
        yield from part.rows()
        if left is not None:
            left -= part.count
            if not left:
                return
    if not begun and count != 0:
        raise _no_record(table, first)


def raw_records(table: Table, count: int | None = None, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """The records of a file as they stand in it, each with its key as readers have it; those of TFRecords may hold anything.

    Args:
      count: how many; None: all.
      first: the number of the first, counted from 0.
    Raises:
      UnimplementedError: files of this kind have no records. InvalidArgumentError: the file has no record `first` (0 apart).
      The errors of `Kind.read`.
    """
    begun = not first
    for number, found in enumerate(itertools.islice(_all_raw_records(table), None if count is None else first + count)):
        if number >= first:
            begun = True
            yield found
    if not begun and count != 0:
        raise _no_record(table, first)


def _no_record(table: Table, number: int) -> InvalidArgumentError:
    message = f"{table.path} has no record {number}; it has {table.kind.count(table.path):,}, counted from 0"
    return InvalidArgumentError(None, None, message, path=table.path)


def _all_raw_records(table: Table) -> Iterator[tuple[str, bytes]]:
    if isinstance(table.kind, TFRecordKind):
        blocks: Iterator[Records | None] = tfrecord.read(table.path, compression=AUTO)
    else:
        blocks = (batch.origin for batch in table.kind.read(table.path))
    for block in blocks:
        if block is None:
            message = f"{table.path}: rows of kind {table.kind.name} are no records that could be shown as they are"
            raise UnimplementedError(None, None, message, path=table.path)
        for index, record in enumerate(block):
            yield block.where(index), record


class _Files:
    """Files of which there are to be statistics: a file a task."""

    def __init__(self, tables: Sequence[Table], schema: Schema, leaves_out: bool, keeps_data: bool) -> None:
        self._tables = tables
        self._schema = schema
        self._leaves_out = leaves_out
        self._keeps_data = keeps_data

    def statistics(self, number: int, progress: Progress) -> tuple[Statistics, list[BadRecord]]:
        """Of the rows of a file, and what was left out of it."""
        left_out: list[BadRecord] = []

        def leave_out(bad: BadRecord) -> None:
            left_out.append(bad if self._keeps_data else bad._replace(data=None))

        found = Statistics()
        on_damage = leave_out if self._leaves_out else None
        for batch in batches([self._tables[number]], self._schema, on_damage=on_damage, progress=progress):
            found.add(batch)
        return found, left_out


def statistics(
    tables: Sequence[Table],
    schema: Schema,
    *,
    on_damage: OnDamage | None = None,
    workers: int | Doers = 1,
    progress: Progress | None = None,
) -> Statistics:
    """The statistics of the rows of all files: those of each file, joined in the order of the files.

    Args:
      schema: by which they are read.
      on_damage: called with each record that is left out (see `quarantine`), file by file; None: such a record is an error.
      workers: how many processes read files, or who else does it: `headrace.cluster.workers.RayWorkers()`. Whoever reads them,
        the statistics are the same to the last bit.
      progress: called with how many records, and how many bytes of the sources, are done since the last call.
    Returns:
      the statistics.

    Raises:
      InvalidArgumentError: `workers` is not positive.
      AbortedError: a process has died.
      the errors of `Kind.read`.
    """
    files = _Files(tables, schema, on_damage is not None, not isinstance(on_damage, Skip))
    found = Statistics()
    with working(workers) as doers:
        for one, left_out in doers.results(files, "statistics", range(len(tables)), progress or not_told):
            tell_good(on_damage, one.rows)
            for bad in left_out:
                assert on_damage is not None  # who leaves nothing out leaves no record out
                on_damage(bad)
            found.join(one)
    return found

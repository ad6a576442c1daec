"""Leases of a reader: records taken on trial by threads that move blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from headrace.formats.records import RawRecord, Records

from .spans import Span

if TYPE_CHECKING:
    from .base import Reader


class ReaderLease:
    """Records taken from a reader on trial.

    Attributes:
      n: how many.
      records: the records.
      columns: what the op that reads gives of them; for whoever is a source of blocks.
    """

    __slots__ = ("_reader", "columns", "n", "records")

    def __init__(self, reader: Reader, records: Records) -> None:
        self._reader = reader
        self.records = records
        self.n = len(records)
        self.columns: Sequence[Any] = ()

    def commit(self, used: int) -> None:
        """Keep the first `used` records; the reader gives the others again."""
        if used < self.n:
            self._reader._give_back(self.records[used:])

    def places(self) -> tuple[Any, ...]:
        """What identifies the records: `path`, `paths` and `numbers` as of `Records`, and how many they are."""
        records = self.records
        return records.path, records.paths, records.numbers, len(records)

    def where(self, index: int) -> str:
        """The place of a record: `file:number`."""
        return self.records.where(index)

    def raw(self, index: int) -> RawRecord:
        """A record as it stands in its file."""
        return self._reader.raw(self.records, index)


class SpanLease(ReaderLease):
    """Records of several files, see `spans`.

    Args:
      records: the first of them, the last of the file that was at work.
      span: the files after it.
      count: how many of their records are leased.
      before: the file that was at work, and how many records of it had been read.

    Attributes:
      files: how many files of the span have been begun.
      at: the last of them, and how many records it has.
      rest: those of its records that are not leased.
    """

    __slots__ = ("_before", "_first", "_span", "at", "files", "rest")

    def __init__(self, reader: Reader, records: Records, span: Span, count: int, before: tuple[bytes, int]) -> None:
        super().__init__(reader, Records.joined([records, span.first(count)]))
        self._first = records
        self._span = span
        self._before = before
        self.files, self.at, self.rest = self.state_after(self.n)

    def commit(self, used: int) -> None:
        files = self.files if used == self.n else self._reader._take_back(self, used)
        self._span.names.commit(files)

    def state_after(self, used: int) -> tuple[int, tuple[bytes, int], Records]:
        """Once `used` records have been read: `files`, `at` and `rest`."""
        count = used - len(self._first)
        if count <= 0:
            return 0, self._before, self._first[used:]
        files = self._span.files_of(count)
        records = int(self._span.firsts[files] - self._span.firsts[files - 1])
        return files, (self._span.names.taken[files - 1], records), self._span.rest(count)

    def parts(self, used: int) -> list[Records]:
        """The records after the first `used`, those of each file by themselves."""
        before = len(self._first)
        parts = [self._first[used:]] if used < before else []
        return parts + self._span.parts(max(used - before, 0), self.n - before)

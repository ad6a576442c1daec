"""What a kind of file is to who reads and writes rows."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Protocol, TypeVar

from ...columns.batches import Batch
from ...columns.schema import Schema
from ...errors import InvalidArgumentError, UnimplementedError
from ...files import Path, path_text
from ...quarantine import BadRecord, OnDamage
from ...records import Records, tell_good

Progress = Callable[[int, int], None]
"""Called with how many records, and how many bytes of the (uncompressed) source, were read since the last call."""

_Kind = TypeVar("_Kind", bound="Kind")
_IN_PIECES = 256  # records decoded together after one of their block was bad


class BatchWriter(Protocol):
    """What `Kind.writer` gives."""

    def write(self, batch: Batch) -> None:
        """Add the rows of `batch`, which have the features of the schema.

        Raises:
          InvalidArgumentError: the kind cannot hold a value; the error names the feature, and the record it comes from.
        """


@dataclasses.dataclass(frozen=True)
class Kind:
    """A kind of file. Its fields are the options that reading and writing such files has.

    Attributes:
      name: as commands say it.
      suffixes: with the dot; a compression's suffix may follow.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()

    def with_options(self: _Kind, **options: Any) -> _Kind:
        """The kind with other `options`.

        Raises:
          InvalidArgumentError: it has no such option.
        """
        known = [field.name for field in dataclasses.fields(self)]
        unknown = [name for name in options if name not in known]
        if unknown:
            has = f"its options are {', '.join(known)}" if known else "it has none"
            raise InvalidArgumentError(None, None, f"files of kind {self.name} have no option {unknown[0]!r}; {has}")
        return dataclasses.replace(self, **options)

    def recognises(self, head: bytes, path: str) -> bool:
        """Whether the file at `path` is of this kind, by its `head`: the first (decompressed) bytes, some thousands at most."""
        return False

    def count(self, path: Path, progress: Progress | None = None) -> int:
        """How many rows the file at `path` has; as little is read as the format allows.

        Args:
          progress: called now and then.

        Raises:
          DataLossError: the file is damaged, as far as that is seen.
        """
        raise NotImplementedError

    def infer(self, path: Path, rows: int | None = 1000) -> Schema:
        """The schema of the file at `path`.

        Args:
          rows: how many, from the first on, are looked at; None: all.

        Raises:
          InvalidArgumentError: a feature has two types that nothing holds; a record is none of this kind.
        """
        raise NotImplementedError

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        """The rows of the file at `path`, in its order, a few megabytes at a time.

        Args:
          schema: what to read, in this order; other features are passed over, and rows are without an optional one that the
            file has not. None: what `infer` finds.
          on_damage: called with each record that is damaged or does not fit the schema; reading goes on behind it. None:
            the first such record raises.
          progress: called now and then.

        Raises:
          InvalidArgumentError: a record does not fit the schema; the error names file, record and feature.
          DataLossError: the file is damaged.
          the errors of `files.open_stream`.
        """
        raise NotImplementedError

    def read_from(self, path: Path, first: int, schema: Schema) -> Iterator[Batch]:
        """The rows of a file as `read(path, schema)` gives them, from that of number `first` on, counted from 0.

        Those before are passed over as quickly as the format allows; what is wrong in them need not be seen.
        """
        for batch in self.read(path, schema):
            if batch.count > first:
                yield batch[first:] if first else batch
            first = max(0, first - batch.count)

    def adapted(self, schema: Schema) -> tuple[Schema, list[str]]:
        """What files of this kind hold rows of a `schema` as, and what becomes of features that they cannot hold as they are.

        That is a sentence each, for people. What is read by the adapted schema can be written.

        Raises:
          InvalidArgumentError: they cannot hold a feature at all; the error says what to do.
        """
        return schema, []

    def writer(self, path: Path, schema: Schema, compression: str = "") -> contextlib.AbstractContextManager[BatchWriter]:
        """What writes rows of `schema` to `path`; the file appears under its name when the `with` block ends well.

        Args:
          compression: "", "GZIP" or "ZLIB".

        Raises:
          InvalidArgumentError: the kind cannot hold a feature as it is (see `adapted`), or has no such compression.
          UnimplementedError: files of this kind are only read.
        """
        raise UnimplementedError(None, None, f"files of kind {self.name} are only read, not written")


class RecordKind(Kind):
    """Files whose records are cut first and decoded then: those before the first that is wanted are not decoded."""

    def read(
        self,
        path: Path,
        schema: Schema | None = None,
        *,
        on_damage: OnDamage | None = None,
        progress: Progress | None = None,
    ) -> Iterator[Batch]:
        return self._rows(path, 0, schema, on_damage, progress)

    def read_from(self, path: Path, first: int, schema: Schema) -> Iterator[Batch]:
        return self._rows(path, first, schema, None, None)

    def _rows(
        self, path: Path, first: int, schema: Schema | None, on_damage: OnDamage | None, progress: Progress | None
    ) -> Iterator[Batch]:
        raise NotImplementedError


def check_names(wanted: Schema, has: Sequence[str], path: Path) -> None:
    """Raises InvalidArgumentError where a schema needs a feature that a file has not."""
    for feature in wanted:
        if feature.name not in has and not feature.optional:
            message = f"{path_text(path)} has no feature {feature.name!r}; it has {', '.join(has) or 'none'}"
            raise InvalidArgumentError(None, None, message, path=path_text(path))


def behind(blocks: Iterator[Records], first: int) -> Iterator[Records]:
    """Blocks of the records from that of a number on."""
    for block in blocks:
        if len(block) > first:
            yield block[first:] if first else block
        first = max(0, first - len(block))


def decoded(
    records: Records, decode: Callable[[Records], Batch], on_damage: OnDamage | None, counted_from: int | None = None
) -> Iterator[Batch]:
    """The rows of a block of records, without those that do not fit.

    Args:
      decode: raises InvalidArgumentError, with `index`, for the first record that does not fit.
      counted_from: the number of the first record, where `records.numbers` are offsets.
    """
    first, piece = 0, len(records)
    while first < len(records):
        part = records[first : first + piece]
        batch, bad = _good_rows(part, decode)
        if batch is not None and batch.count:
            yield batch
            tell_good(on_damage, batch.count)
        if bad is None:
            first += len(part)
            continue
        first += bad.index or 0
        if counted_from is not None:
            bad = bad.restated(record=counted_from + first)
            bad.offset = None if records.numbers is None else int(records.numbers[first])
        if on_damage is None:
            raise bad
        on_damage(BadRecord.of(bad, records[first]))
        first, piece = first + 1, _IN_PIECES


def _good_rows(records: Records, decode: Callable[[Records], Batch]) -> tuple[Batch | None, InvalidArgumentError | None]:
    """The rows before the first that does not fit, and the error of that one."""
    try:
        return decode(records), None
    except InvalidArgumentError as error:
        if error.index is None:
            raise
        return decode(records[: error.index]) if error.index else None, error

"""What a conversion is to do: all that decides which bytes it writes, and nothing else."""

from __future__ import annotations

import bisect
import functools
import itertools
import os
import zlib
from dataclasses import dataclass, replace
from typing import Any

from ..columns.schema import Schema
from ..files.compression import BY_SUFFIX
from ..files.directories import status, walk
from ..files.paths import is_remote, local
from ..shards import names
from ..tables.kinds.kind import Kind

_FORM = 1
"""Of the plans that are kept while a conversion is unfinished."""


@dataclass(frozen=True)
class Source:
    """A file, or a directory of them, that is read.

    Attributes:
      path: as it was given.
      kind: of its content.
      size, changed: bytes, and nanoseconds since 1970: what tells whether it is still the same.
    """

    path: str
    kind: Kind
    size: int
    changed: int

    @classmethod
    def of(cls, path: str, kind: Kind) -> Source:
        """Raises NotFoundError."""
        found = status(path)
        if not found.is_directory:
            return cls(path, kind, found.length, found.mtime_nsec)
        inside = [status(name) for name in files_in(path)]
        names = "\0".join(files_in(path)).encode(errors="surrogateescape")
        changed = max([found.mtime_nsec, *(one.mtime_nsec for one in inside)]) ^ zlib.crc32(names)
        return cls(path, kind, sum(one.length for one in inside), changed)

    def is_same(self) -> bool:
        """Whether the file is as it was."""
        return Source.of(self.path, self.kind) == self


def files_in(directory: str) -> list[str]:
    """The paths of all files in a directory and those below, sorted."""
    return sorted(os.path.join(top, name) for top, _, names in walk(directory) for name in names)


@dataclass(frozen=True)
class Plan:
    """What decides which bytes a conversion writes.

    Attributes:
      sources: what is read, in this order.
      target: the file to be written, or what the names of the shards are made of.
      kind: of the target.
      schema: of the rows; None where TFRecords are copied as they are, whatever they hold.
      inferred_from: how many rows of each source the schema was inferred from; None: all, or it was given.
      compression: of the target: "", "GZIP" or "ZLIB".
      shards: into how many files the rows go; None: into one, of the target's own name.
      seed: by which the rows are shuffled; None: they stay in order.
      leaves_out: whether bad records are left out, and do not end it.
      notes: what becomes of features that the target does not hold as they are, a sentence each; they follow from the rest.
      counts: the rows of each source that are not left out, where they were counted; they follow from the rest.
    """

    sources: tuple[Source, ...]
    target: str
    kind: Kind
    schema: Schema | None
    inferred_from: int | None
    compression: str
    shards: int | None
    seed: int | None
    leaves_out: bool
    notes: tuple[str, ...] = ()
    counts: tuple[int, ...] | None = None

    @property
    def needs_counts(self) -> bool:
        """Whether it must be known how many rows there are before the first one is written."""
        return self.shards is not None or self.seed is not None

    @property
    def rows(self) -> int | None:
        """How many rows there are; None where that is not counted yet."""
        return None if self.counts is None else sum(self.counts)

    @functools.cached_property
    def targets(self) -> tuple[str, ...]:
        """The paths of the files that are written."""
        if self.shards is None:
            return (self.target,)
        stem, suffix = split_name(self.target, self.kind)
        return tuple(f"{name}{suffix}" for name in names(stem, self.shards))

    def bounds(self, number: int) -> tuple[int, int]:
        """The first row of the shard `number`, and the one behind its last.

        Sizes differ by one at most, the longer come first.
        """
        count, parts = self.rows or 0, self.shards or 1
        size, more = divmod(count, parts)
        return number * size + min(number, more), (number + 1) * size + min(number + 1, more)

    def source_of(self, row: int) -> tuple[int, int]:
        """The number of the source that `row` lies in, and its number there."""
        number = bisect.bisect_right(self._ends, row)
        return number, row - (self._ends[number - 1] if number else 0)

    @functools.cached_property
    def _ends(self) -> list[int]:
        return list(itertools.accumulate(self.counts or ()))

    def counted(self, counts: tuple[int, ...]) -> Plan:
        """The plan whose sources have so many rows each, `counts`."""
        return replace(self, counts=counts)

    def to_json(self) -> dict[str, Any]:
        """What two plans share if, and only if, they write the same bytes into the same files."""
        return {
            "form": _FORM,
            "sources": [[real(one.path), repr(one.kind), one.size, one.changed] for one in self.sources],
            "target": real(self.target),
            "kind": repr(self.kind),
            "schema": None if self.schema is None else self.schema.to_json(),
            "compression": self.compression,
            "shards": self.shards,
            "seed": self.seed,
            "leaves_out": self.leaves_out,
        }


def real(path: str) -> str:
    """A path without links and detours, as one path of a file."""
    return path if is_remote(path) else os.path.realpath(local(path))


def split_name(path: str, kind: Kind) -> tuple[str, str]:
    """A path without the suffixes of its kind and compression, and these: `a.b.tfrecord.gz` is `a.b` and `.tfrecord.gz`."""
    base = path.rstrip("/")
    compression = next((suffix for suffix in BY_SUFFIX if base.endswith(suffix)), "")
    inner = base.removesuffix(compression)
    own = max((suffix for suffix in kind.suffixes if inner.endswith(suffix)), key=len, default="")
    return inner.removesuffix(own), own + compression

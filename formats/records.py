"""Records: n byte strings in one buffer, the currency of everything that reads; and BadRecord: one that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np

from .errors import DataLossError, OpError

__all__ = ["STAGES", "BadRecord", "OnDamage", "RawRecord", "Records", "tell_good", "usual_stage"]

_NOT_COMPARED = -1


class Records:
    """n byte strings: one buffer and the bounds of each. Nothing is copied per record.

    Attributes:
      buffer: uint8 array, 1-D; may hold more than the records.
      starts, ends: int64 arrays [n]; record i is `buffer[starts[i]:ends[i]]`.
      path: the file they come from, as its reader was given it, or None.
      numbers: int64 array or range [n]: what identifies each record in its file (TFRecord: byte offset; text:
        line number from 1; fixed length: record number from 0), or None.
      paths: object array [n] of bytes: the file of each, where they come from several; else None.
    """

    __slots__ = ("_length", "buffer", "ends", "numbers", "path", "paths", "starts")

    def __init__(
        self,
        buffer: np.ndarray,
        starts: np.ndarray,
        ends: np.ndarray,
        path: str | None = None,
        numbers: np.ndarray | range | None = None,
        length: int | None = None,
        paths: np.ndarray | None = None,
    ) -> None:
        """
        Args:
          length: of every record, where that is known.
        """
        self.buffer = buffer
        self.starts = starts
        self.ends = ends
        self.path = path
        self.numbers = numbers
        self.paths = paths
        self._length: int | None = _NOT_COMPARED if length is None else length

    @classmethod
    def from_list(cls, strings: Sequence[bytes], path: str | None = None, numbers: np.ndarray | range | None = None) -> Records:
        """The records of a list of byte `strings`, joined into one buffer, with the places `path` and `numbers`."""
        ends = np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)))
        starts = np.zeros_like(ends)
        starts[1:] = ends[:-1]
        return cls(np.frombuffer(b"".join(strings), np.uint8), starts, ends, path, numbers)

    @classmethod
    def joined(cls, parts: Sequence[Records]) -> Records:
        """The records of all `parts` (at least one), in one buffer; they have numbers where those of all parts have."""
        if len(parts) == 1:
            return parts[0]
        pieces, starts, ends = [], [], []
        filled = 0
        for part in parts:
            first, last = (int(part.starts.min()), int(part.ends.max())) if len(part) else (0, 0)
            pieces.append(part.buffer[first:last])
            starts.append(part.starts + (filled - first))
            ends.append(part.ends + (filled - first))
            filled += last - first
        numbers = None
        if all(part.numbers is not None for part in parts):
            numbers = np.concatenate([np.asarray(part.numbers) for part in parts])
        one = all(part.paths is None and part.path == parts[0].path for part in parts)
        path, paths = (parts[0].path, None) if one else (None, np.concatenate([part._each_path() for part in parts]))
        lengths = {part._length for part in parts}
        length = lengths.pop() if len(lengths) == 1 else None
        return cls(np.concatenate(pieces), np.concatenate(starts), np.concatenate(ends), path, numbers, length, paths)

    def _each_path(self) -> np.ndarray:
        return _repeated(os.fsencode(self.path or ""), len(self)) if self.paths is None else self.paths

    def without_places(self) -> Records:
        """The same strings, of which nobody says where they come from."""
        return Records(self.buffer, self.starts, self.ends, length=self._length)

    def within(self, starts: np.ndarray, ends: np.ndarray) -> Records:
        """A part of each record, in the same buffer."""
        return Records(self.buffer, starts, ends, self.path, self.numbers, None, self.paths)

    def with_values(self, strings: Sequence[bytes]) -> Records:
        """The records with the places of these, and the values `strings`."""
        found = Records.from_list(strings, self.path, self.numbers)
        found.paths = self.paths
        return found

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: slice) -> Records: ...

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    def __getitem__(self, index: int | slice) -> bytes | Records:
        """One record as bytes, or a slice of them as Records on the same buffer."""
        if isinstance(index, slice):
            numbers = None if self.numbers is None else self.numbers[index]
            length = None if self._length == _NOT_COMPARED else self._length
            paths = None if self.paths is None else self.paths[index]
            return Records(self.buffer, self.starts[index], self.ends[index], self.path, numbers, length, paths)
        return self.buffer[self.starts[index] : self.ends[index]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        if not len(self):
            return iter(())
        # One bytes object for the whole span: slicing bytes is several times faster than slicing an array.
        first = int(self.starts.min())
        span = self.buffer[first : int(self.ends.max())].tobytes()
        bounds = zip((self.starts - first).tolist(), (self.ends - first).tolist(), strict=True)
        return (span[start:end] for start, end in bounds)

    def __repr__(self) -> str:
        return f"<Records: {len(self)} of {'several files' if self.paths is not None else self.path or 'memory'}>"

    @property
    def lengths(self) -> np.ndarray:
        """int64 [n]: the bytes in each record."""
        return self.ends - self.starts

    def one_length(self) -> int | None:
        """The bytes in every record; None where they differ, or there are none."""
        if self._length == _NOT_COMPARED:
            lengths = self.lengths
            first = int(lengths[0]) if len(lengths) else None
            self._length = first if first is not None and bool((lengths == first).all()) else None
        return self._length if len(self) else None

    def take(self, indices: np.ndarray) -> Records:
        """The records at `indices`, on the same buffer."""
        numbers = None if self.numbers is None else np.asarray(self.numbers)[indices]
        paths = None if self.paths is None else self.paths[indices]
        return Records(self.buffer, self.starts[indices], self.ends[indices], self.path, numbers, None, paths)

    def to_array(self) -> np.ndarray:
        """object array [n] of bytes."""
        array = np.empty(len(self), object)
        array[:] = list(self)
        return array

    def as_matrix(self, width: int | None = None) -> np.ndarray:
        """The bytes as uint8 [n, width]: a view where the records lie at equal distances, otherwise one gather.

        Returns:
          uint8 [n, width].

        Raises:
          ValueError: a record is not `width` bytes long (default: as long as the first).
        """
        count = len(self)
        if width is None:
            width = int(self.ends[0] - self.starts[0]) if count else 0
        if count and self.one_length() != width:
            bad = int(np.flatnonzero(self.lengths != width)[0])
            raise ValueError(f"{self.where(bad)} has {int(self.lengths[bad])} bytes, expected {width}")
        if count == 0 or width == 0:
            return np.zeros((count, width), np.uint8)
        first = int(self.starts[0])
        step = int(self.starts[1]) - first if count > 1 else width
        if (
            step > 0
            and self.buffer.flags.c_contiguous
            and (count < 3 or bool((self.starts[1:] - self.starts[:-1] == step).all()))
        ):
            # This constructor checks the bounds, as_strided does not; and it is five times faster.
            rows: np.ndarray = np.ndarray((count, width), np.uint8, self.buffer, first, (step, 1))
            rows.flags.writeable = False  # rows may overlap, and the buffer belongs to all who hold its records
            return rows
        return self.buffer[self.starts[:, None] + np.arange(width)]

    def path_of(self, index: int) -> str | None:
        """The file that the record `index` comes from, or None."""
        return self.path if self.paths is None else os.fsdecode(self.paths[index])

    def key(self, index: int) -> bytes:
        """What a reader calls the record `index`: `path:number`, or `path` alone where records have no number."""
        path: bytes = os.fsencode(self.path or "") if self.paths is None else self.paths[index]
        return path if self.numbers is None else b"%s:%d" % (path, self.numbers[index])

    def keys(self) -> np.ndarray:
        """object array [n] of the records' keys."""
        path = os.fsencode(self.path or "")
        if self.numbers is None:
            return _repeated(path, len(self)) if self.paths is None else self.paths.copy()
        keys = np.empty(len(self), object)
        numbers = self.numbers.tolist() if isinstance(self.numbers, np.ndarray) else self.numbers
        if self.paths is None:
            keys[:] = [b"%s:%d" % (path, number) for number in numbers]
        else:
            keys[:] = [b"%s:%d" % both for both in zip(self.paths.tolist(), numbers, strict=True)]
        return keys

    def where(self, index: int) -> str:
        """The place of the record `index`, for error messages."""
        if self.path is None and self.paths is None:
            return f"record {index}"
        return self.key(index).decode(errors="backslashreplace")


def _repeated(path: bytes, count: int) -> np.ndarray:
    paths = np.empty(count, object)
    paths[:] = path
    return paths


STAGES = ("read", "checksum", "parse", "decode", "map")
"""Where a record goes bad: its file cannot be read (on); its bytes are damaged; its text is not what is asked for; nor are its
bytes, its picture; something else is computed of it and fails."""


class BadRecord(NamedTuple):
    """A record that cannot be read, or is not what was asked for.

    Attributes:
      path: the file, as its reader was given it; None where it comes from none.
      record: its number in the file, as `Records.numbers` of text files has it (lines from 1), else counted from 0.
      offset: the byte at which it begins in the uncompressed file.
      length: how many bytes of the file it takes up.
      reason: the text of the error.
      error: what is raised where bad records are not wanted.
      data: its bytes; None where nobody knows where they begin or end.
      stage: which of `STAGES` has failed.
    """

    path: str | None
    record: int | None
    offset: int | None
    length: int | None
    reason: str
    error: OpError
    data: bytes | None
    stage: str

    @classmethod
    def of(cls, error: OpError, data: bytes | None = None, length: int | None = None, stage: str | None = None) -> BadRecord:
        """What an `error` that names its place tells of a record.

        Its bytes are `data`; `length` says how many they are where they are not known. The `stage` is "checksum" for a
        DataLossError, and "parse" for others, unless it is said.
        """
        size = len(data) if length is None and data is not None else length
        return cls(error.path, error.record, error.offset, size, error.message, error, data, stage or usual_stage(error))

    def said(self) -> str:
        """Where it is, what is wrong and where that was found, in a line."""
        return f"{self.reason.splitlines()[0] if self.reason else type(self.error).__name__} ({self.stage})"


def usual_stage(error: OpError) -> str:
    """The stage that fails with such an error where a file is read.

    Args:
      error: of a reader.

    Returns:
      "checksum" or "parse".
    """
    return "checksum" if isinstance(error, DataLossError) else "parse"


OnDamage = Callable[[BadRecord], None]
"""What readers call with each bad record."""


def tell_good(on_damage: OnDamage | None, good: int) -> None:
    """Tell a policy (`formats.quarantine`) of good records.

    Args:
      on_damage: it; for other functions nothing is done.
      good: how many there were since the last bad one, or since the last call.
    """
    passed = getattr(on_damage, "passed", None)
    if passed is not None:
        passed(good)


class RawRecord(NamedTuple):
    """A record as it stands in its file; what is not known is None.

    Attributes:
      path: the file.
      record: its number in the file.
      offset: the byte at which it begins in the uncompressed file.
      data: its bytes.
    """

    path: str | None
    record: int | None
    offset: int | None
    data: bytes | None

    @classmethod
    def of(cls, records: Records, index: int, numbers_are_offsets: bool) -> RawRecord:
        """One of some records.

        Args:
          records: some records.
          index: which of them.
          numbers_are_offsets: whether `records.numbers` are bytes of the file.
        """
        number = None if records.numbers is None else int(records.numbers[index])
        record, offset = (None, number) if numbers_are_offsets else (number, None)
        return cls(records.path_of(index), record, offset, records[index])

    def gone_bad(self, error: OpError, stage: str) -> BadRecord:
        """This record, of which an error has come.

        Args:
          error: it.
          stage: which of `STAGES` has failed.

        Returns:
          what policies are asked about.
        """
        size = None if self.data is None else len(self.data)
        return BadRecord(self.path, self.record, self.offset, size, error.message, error, self.data, stage)

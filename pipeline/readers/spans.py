"""Spans: small files, one after the other, whose records are one block.

A file of three lines is read in microseconds, and a block of three records costs ten times as much as they do. So a
reader that has given all of a small file goes on to the next ones while there is room for their records. What a program
can see stays: the names of files are only leased from their queue, like records, and where a block is not used to its
end the files that it did not come to have never been begun.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from headrace.formats.files.small import SMALL_BYTES, Contents, ManyFiles, small_contents
from headrace.formats.records import Records
from headrace.graph.runtime.turns import reading_a_file

from ..queues import Queue
from ..queues.leases import Lease

_MOST_BYTES = 16 * SMALL_BYTES
_MOST_SECONDS = 0.005  # a slow file system makes nobody wait for more files than it must
_QUICK_SECONDS = 0.0005  # for each file
_NAMES_AT_ONCE = 256


class Names:
    """File names taken from a queue on trial, in several leases.

    Attributes:
      taken: the names.
    """

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self._leases: list[Lease] = []

    def take(self, queue: Queue, most: int) -> list[bytes]:
        """Up to `most` more names, without waiting; perhaps none."""
        lease = queue.lease(most)
        if not lease.n:
            return []
        self._leases.append(lease)
        names = [name if isinstance(name, bytes) else str(name).encode() for name in lease.columns[0]]
        self.taken += names
        return names

    def commit(self, used: int) -> None:
        """Keep the first `used`; the others go back to the front of their queue."""
        first = sum(lease.n for lease in self._leases)
        for lease in reversed(self._leases):
            first -= lease.n
            lease.commit(min(max(used - first, 0), lease.n))


class Span:
    """Files that were read on trial.

    Attributes:
      names: theirs, and perhaps more.
      records, firsts: as of `ManyFiles`.
      quick: whether reading them took no longer than it takes where they are in memory.
    """

    def __init__(self, names: Names, files: ManyFiles, quick: bool) -> None:
        self.names = names
        self.records, self.firsts = files
        self.quick = quick

    def __len__(self) -> int:
        return len(self.records)

    def files_of(self, count: int) -> int:
        """How many files have been begun when `count` records have been read."""
        return int(np.searchsorted(self.firsts, count))

    def first(self, count: int) -> Records:
        """The first `count` records, with their files."""
        files = self.files_of(count)
        names = np.empty(files, object)
        names[:] = self.names.taken[:files]
        records = self.records[:count]
        records.paths = names.repeat(np.diff(self.firsts[: files + 1]))[:count]
        return records

    def rest(self, count: int) -> Records:
        """What follows after `count` >= 1 records in the file of the last of them."""
        file = self.files_of(count) - 1
        records = self.records[count : self.firsts[file + 1]]
        records.path = self.names.taken[file].decode(errors="surrogateescape")
        return records

    def parts(self, start: int, stop: int) -> list[Records]:
        """The records in [start, stop), those of each file by themselves."""
        parts = []
        bounds = self.firsts[: self.files_of(stop) + 1].clip(start, stop).tolist()
        for name, first, after in zip(self.names.taken, bounds, bounds[1:], strict=False):
            if first < after:
                part = self.records[first:after]
                part.path = name.decode(errors="surrogateescape")
                parts.append(part)
        return parts


def read_on(queue: Queue, wanted: int, per_file: int, quick: bool, records_of: Callable[[Contents], ManyFiles]) -> Span | None:
    """Read small files for about `wanted` records, without waiting for names; None where there are none.

    Args:
      per_file: how many records a file has, as far as is known.
      quick: whether many names may be taken at once: who reads slowly keeps them from others.
      records_of: as of `Reader.records_of`.
    """
    names = Names()
    parts: list[Contents] = []
    began = now = time.perf_counter()
    until, room = began + _MOST_SECONDS, _MOST_BYTES
    missing = -(-wanted // per_file)
    at_once = _NAMES_AT_ONCE if quick else 1
    try:
        with reading_a_file() as reading:
            reading.counts = False  # it is many reads
            while missing > 0 and now < until and room > 0 and (taken := names.take(queue, min(missing, at_once))):
                at_once = min(2 * at_once, _NAMES_AT_ONCE)
                part = small_contents(taken, room, until - now)
                now = time.perf_counter()
                parts.append(part)
                room -= len(part.buffer)
                missing = missing - len(taken) if part.files == len(taken) else 0
        contents = Contents.joined(parts) if parts else None
        files = records_of(contents) if contents and contents.files else None
    except BaseException:
        names.commit(0)
        raise
    if contents is None or files is None or not len(files.records):
        names.commit(0)
        return None
    return Span(names, files, now - began < _QUICK_SECONDS * contents.files)

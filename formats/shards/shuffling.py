"""Files of records in another order, however large they are.

Each record gets a random key, and the new order is that of the keys: every order is as likely as any other, and the seed
decides which, not the memory there is, nor who does the work. Records are sorted in memory, a stretch of the files at a time;
the sorted runs go to a temporary file, and are joined a range of keys at a time, of which all runs together fit into memory.

Where several processes do it each sorts the records of a file, to a part of the temporary file that is its own, and each makes
a shard of what all have sorted. Keys are drawn from the number of records before a file on.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from ..errors import InvalidArgumentError
from ..files.directories import check_absent, exists, remove
from ..files.paths import Path, is_remote, local, named, path_text
from ..files.temporaries import Temporary
from ..records import Records
from ..tfrecord import Writer
from ..tfrecord.frame_reader import PASSING_BYTES
from ..workers import Doers, Progress, check_count, not_told, working
from .keys import Keys
from .names import names
from .runs import KEY_BYTES, Joined, Runs, RunWriter, Stretch, parts
from .work import Measured, Paths, Sources, Written

LEAST_MEMORY = 1 << 20
_PAGE_BYTES = 1 << 16  # parts of the temporary file begin on pages of their own, as machines write whole ones


def shuffle(
    sources: Paths,
    target: Path,
    *,
    seed: int = 0,
    memory: int = 100 << 20,
    shards: int | None = None,
    workers: int | Doers = 1,
    compression: str | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> list[Written]:
    """Write the records of all files to one, or to shards, in a random order. Every order is as likely as any other.

    Args:
      sources: TFRecord files, paths or URLs; how each is compressed is seen by its content.
      target: the file to be written. What does not fit into memory is in a temporary file beside it meanwhile, of the size of
        the (uncompressed) sources and 8 bytes for each record; of a URL, where `tempfile` has its files.
      seed: >= 0; the same records, the same seed, the same order.
      memory: bytes to work in, at least a mebibyte, beside what Python and NumPy take, in each process; a longer record takes
        more. About sources of 1000 times as much are shuffled well: with less memory than that, more and shorter ranges are
        read.
      shards: how many files to write, with the same number of records, give or take one, called as `names` says it: together
        they are what there would be in one.
      workers: how many processes sort files and write shards, or who else does it: `headrace.cluster.workers.RayWorkers()`. The
        bytes are the same. With several all that is sorted goes to the temporary file.
      compression: of the target: "", "GZIP" or "ZLIB"; None: what its suffix tells (`.gz`, `.zz`); where
        neither its name nor that of the first source tells, that of the first source.
      force: whether files that are there are replaced.
      progress: called with how many records, and how many bytes of the sources, are done since the last call: half of the
        bytes when they are sorted, the other half when they are written.
    Returns:
      What was written, file by file.

    Raises:
      InvalidArgumentError: memory, seed, shards or workers is out of its range.
      AlreadyExistsError: there is a file called `target`, or a shard.
      DataLossError: a record is damaged. Here as after all other errors no shard is left.
      AbortedError: a source was changed meanwhile, or a process has died.
      ResourceExhaustedError: the disk is full.
      the errors of `files.open_stream` and `files.create`.
    """
    if memory < LEAST_MEMORY:
        raise InvalidArgumentError(None, None, f"memory must be at least {LEAST_MEMORY} bytes; got {memory}")
    check_count(workers)
    Keys(seed)
    files = Sources(sources)
    targets = [path_text(target)] if shards is None else names(target, shards)
    for one in targets:
        check_absent(one, force)
    told = _Halves(progress)
    with contextlib.ExitStack() as stack:
        tasks = Tasks(
            sources=(files,) if workers == 1 else files.each(),
            seed=seed,
            memory=memory,
            spills=workers != 1,
            bits=min(max((4 * (files.size // memory)).bit_length(), 4), 12),
            path=stack.enter_context(_temporary(targets[0])),
            targets=tuple(targets),
            compression=files.compression(target, compression),
        )
        doers = stack.enter_context(working(workers))

        def results(name: str, count: int, progress: Progress) -> list[Any]:
            return list(doers.results(tasks, name, range(count), progress))

        if len(tasks.sources) > 1:
            tasks = tasks.placed(results("measure", len(tasks.sources), not_told))
        tasks = replace(tasks, sorted=tuple(results("sort", len(tasks.sources), told.sorted)))
        if workers != 1 and shards is None:  # one file is written here
            return [tasks.write(0, told.written)]
        try:
            return results("write", len(targets), told.written)
        except BaseException:
            for one in filter(exists, targets if shards is not None else ()):
                remove(one)
            raise


@contextlib.contextmanager
def _temporary(target: str) -> Iterator[str]:
    """The path of a new file for what is sorted, which is gone at the end."""
    with named(target):
        holder: Any = tempfile.NamedTemporaryFile() if is_remote(target) else Temporary(os.path.realpath(local(target)))  # noqa: SIM115
    with holder:
        yield holder.name


class _Sorted(NamedTuple):
    """The records of a part of the sources in order: in the temporary file, or here, where they fit into memory."""

    records: int
    runs: Runs
    kept: Records | None


@dataclass(frozen=True)
class Tasks:
    """What there is to do for a shuffle. It goes to other processes as it was made.

    Attributes:
      sources: the files, in parts that are sorted each by itself: all of them where one process does all.
      spills: whether all that is sorted goes to the temporary file, or only what does not fit into memory.
      bits: as for `RunWriter`.
      path: of the temporary file.
      firsts: of each part, how many records come before it.
      places: of each part, where it is in the temporary file.
      sorted: of each part, where its records are.
    """

    sources: tuple[Sources, ...]
    seed: int
    memory: int
    spills: bool
    bits: int
    path: str
    targets: tuple[str, ...]
    compression: str
    firsts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)
    sorted: tuple[_Sorted, ...] = ()

    @property
    def _piece_bytes(self) -> int:
        return min(PASSING_BYTES, self.memory >> 4)

    def _stretch(self) -> Stretch:
        return Stretch(self.memory - 4 * self._piece_bytes)

    def measure(self, number: int, progress: Progress) -> Measured:
        """Measure a part, by the headers of its records."""
        return self.sources[number].measured()

    def placed(self, measured: Sequence[Measured]) -> Tasks:
        """The same, with all parts measured."""
        firsts, places = [0], [0]
        for one in measured:
            firsts.append(firsts[-1] + one.records)
            end = places[-1] + one.size + KEY_BYTES * one.records
            places.append(-(-end // _PAGE_BYTES) * _PAGE_BYTES)
        return replace(self, firsts=tuple(firsts[:-1]), places=tuple(places[:-1]))

    def sort(self, number: int, progress: Progress) -> _Sorted:
        """Sort the records of a part."""
        keys = Keys(self.seed, self.firsts[number])
        stretch = self._stretch()
        spills = self.spills
        records = 0
        with named(self.targets[0]), open(self.path, "r+b") as file:
            file.seek(self.places[number])
            writer = RunWriter(file, self.places[number], self.targets[0], self.bits, self._piece_bytes)
            for block in self.sources[number].blocks(progress, self._piece_bytes):
                records += len(block)
                while len(block := block[stretch.add(block) :]):
                    spills = True
                    writer.add(*stretch.sorted(keys))
                    stretch.clear()
            last_keys, last = stretch.sorted(keys)
            if not spills:
                return _Sorted(records, writer.written(), last)
            writer.add(last_keys, last)
        return _Sorted(records, writer.written(), None)

    def write(self, number: int, progress: Progress) -> Written:
        """Write the target of that number."""
        records = sum(one.records for one in self.sorted)
        size, more = divmod(records, len(self.targets))
        start = number * size + min(number, more)
        stop = start + size + (number < more)
        with Writer(self.targets[number], self.compression, atomic=True) as writer:
            for block in self._between(start, stop):
                for part in parts(block, self._piece_bytes):
                    writer.copy(part)
                    progress(len(part), 0)
        return Written.to(self.targets[number], stop - start)

    def _between(self, start: int, stop: int) -> Iterator[Records]:
        kept = self.sorted[0].kept
        if kept is not None:
            return iter([kept[start:stop]])
        runs = Runs(*(np.concatenate(bounds) for bounds in zip(*(one.runs for one in self.sorted), strict=True)))
        return Joined(self.path, self.targets[0], runs, self._stretch()).between(start, stop)


class _Halves:
    """Tells of each byte of the sources one half when it is sorted, the other when it is written."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._bytes = self._told = self._written = 0
        self.records = 0

    def sorted(self, records: int, data: int) -> None:
        self.records += records
        self._bytes += data
        self._tell(0, self._bytes // 2)

    def written(self, records: int, _size: int) -> None:
        self._written += records
        half = self._bytes // 2
        self._tell(records, half + (self._bytes - half) * self._written // self.records)

    def _tell(self, records: int, data: int) -> None:
        if self._progress is not None:
            self._progress(records, data - self._told)
        self._told = data

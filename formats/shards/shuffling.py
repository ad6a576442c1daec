"""Files of records in another order, however large they are.

Each record gets a random key, and the new order is that of the keys: every order is as likely as any other, and the seed
decides which, not the memory there is. Records are sorted in memory, a stretch of the files at a time; the sorted runs go to
a temporary file, and are joined a range of keys at a time, of which all runs together fit into memory.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..errors import DataLossError, InvalidArgumentError
from ..files.directories import check_absent
from ..files.paths import Path, is_remote, local, named, path_text
from ..files.temporaries import Temporary
from ..records import Records
from ..tfrecord import Writer
from ..tfrecord import _frames_cy as frames
from ..tfrecord.frame_reader import FRAME_BYTES, HEADER, PASSING_BYTES
from ..workers import Progress
from .keys import Keys
from .work import Paths, Sources, Written

LEAST_MEMORY = 1 << 20
_RECORD_BYTES = 112  # the arrays that sorting takes, for each record
_CRC_BYTES = FRAME_BYTES - HEADER.size


def shuffle(
    sources: Paths,
    target: Path,
    *,
    seed: int = 0,
    memory: int = 100 << 20,
    compression: str | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write the records of all files to one, in a random order. Every order is as likely as any other.

    Args:
      sources: TFRecord files, paths or URLs; how each is compressed is seen by its content.
      target: the file to be written. What does not fit into memory is in a temporary file beside it meanwhile, of the size of
        the (uncompressed) sources and 8 bytes for each record; of a URL, where `tempfile` has its files.
      seed: >= 0; the same records, the same seed, the same order.
      memory: bytes to work in, at least a mebibyte, beside what Python and NumPy take; a longer record takes more. About
        sources of 1000 times as much are shuffled well: with less memory than that, more and shorter ranges are read.
      compression: of the target: "", "GZIP" or "ZLIB"; None: what its suffix tells (`.gz`, `.zz`); where
        neither its name nor that of the first source tells, that of the first source.
      force: whether a file that is there is replaced.
      progress: called with how many records, and how many bytes of the sources, are done since the last call: half of the
        bytes when they are sorted, the other half when they are written.
    Returns:
      What was written.

    Raises:
      InvalidArgumentError: memory or seed is out of its range.
      AlreadyExistsError: there is a file called `target`.
      DataLossError: a record is damaged.
      AbortedError: a source was changed meanwhile.
      ResourceExhaustedError: the disk is full.
      the errors of `files.open_stream` and `files.create`.
    """
    if memory < LEAST_MEMORY:
        raise InvalidArgumentError(None, None, f"memory must be at least {LEAST_MEMORY} bytes; got {memory}")
    keys = Keys(seed)
    files = Sources(sources)
    check_absent(target, force)
    kind = files.compression(target, compression)
    told = _Halves(progress)
    piece_bytes = min(PASSING_BYTES, memory >> 4)
    stretch = _Stretch(memory - 4 * piece_bytes)
    with contextlib.ExitStack() as stack:
        runs: _Runs | None = None
        for block in files.blocks(told.sorted, piece_bytes):
            while len(block := block[stretch.add(block) :]):
                if runs is None:
                    runs = stack.enter_context(_Runs(target, files.size // memory, piece_bytes))
                runs.add(*stretch.sorted(keys))
                stretch.clear()
        with Writer(target, kind, atomic=True) as writer:
            last_keys, last = stretch.sorted(keys)
            if runs is not None:
                runs.add(last_keys, last)
            for records in [last] if runs is None else runs.joined(stretch):
                for part in _parts(records, piece_bytes):
                    writer.copy(part)
                    told.written(len(part))
    return Written.to(target, told.records)


def _parts(records: Records, size: int) -> Iterator[Records]:
    """Records in parts of about so many bytes."""
    behind = np.cumsum(records.lengths + FRAME_BYTES)
    begin = 0
    while begin < len(records):
        before = int(behind[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(behind, before + size, side="right")))
        yield records[begin:end]
        begin = end


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

    def written(self, records: int) -> None:
        self._written += records
        half = self._bytes // 2
        self._tell(records, half + (self._bytes - half) * self._written // self.records)

    def _tell(self, records: int, data: int) -> None:
        if self._progress is not None:
            self._progress(records, data - self._told)
        self._told = data


class _Stretch:
    """Records in memory, each in its frame, one behind the other.

    Args:
      room: bytes that they, and what sorting them takes, may have.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self._buffer = np.empty(room, np.uint8)  # what is not used of it takes no memory
        self.clear()

    def clear(self) -> None:
        """Forget all records."""
        self._filled = self._count = 0
        self._ends: list[np.ndarray] = []

    def place(self, size: int) -> np.ndarray:
        """A buffer of so many bytes, which need not be within the room."""
        if size > len(self._buffer):
            self._buffer = np.empty(size, np.uint8)
        return self._buffer[:size]

    def add(self, block: Records) -> int:
        """Copy as many of a block's records, which lie behind each other, as there is room for; one, if there is none yet.

        Returns:
          how many.
        """
        sizes = block.lengths + FRAME_BYTES
        behind = np.cumsum(sizes + _RECORD_BYTES)
        used = self._filled + self._count * _RECORD_BYTES
        count = int(np.searchsorted(behind, self.room - used, side="right"))
        if not count and not self._count and len(block):
            count = 1
        if count:
            begin, end = int(block.starts[0]) - HEADER.size, int(block.ends[count - 1]) + _CRC_BYTES
            self.place(self._filled + end - begin)[self._filled :] = block.buffer[begin:end]
            self._ends.append(block.ends[:count] + (self._filled - begin))
            self._filled += end - begin
            self._count += count
        return count

    def sorted(self, keys: Keys) -> tuple[np.ndarray, Records]:
        """The records by the next keys, and these: uint64 [n]."""
        ends = np.concatenate([*self._ends, np.empty(0, np.int64)])
        drawn = keys.next(self._count)
        return sorted_by(drawn, self._buffer, ends)


def sorted_by(keys: np.ndarray, buffer: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, Records]:
    """Records by their keys, and the keys in order. `ends` are those of their data, in frames behind each other from 0 on."""
    starts = np.concatenate([[HEADER.size], ends[:-1] + FRAME_BYTES])[: len(ends)]
    order = np.argsort(keys, kind="stable")
    return keys[order], Records(buffer, starts[order], ends[order])


class _Runs:
    """Sorted stretches in a temporary file: of each the frames, and behind them the keys.

    Args:
      target: of the shuffle.
      many: about how many stretches there will be.
      piece_bytes: how many bytes are put in order at a time.
    """

    def __init__(self, target: Path, many: int, piece_bytes: int) -> None:
        self._target = path_text(target)
        self._piece_bytes = piece_bytes
        bits = min(max((4 * many).bit_length(), 4), 12)
        self._limits = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
        self._frame_bounds: list[np.ndarray] = []  # for each run, where the frames of each range of keys begin in the file,
        self._key_bounds: list[np.ndarray] = []  # and where their keys do; with the end, int64 [ranges + 1]
        self._end = 0
        with named(self._target):
            if is_remote(self._target):
                self._holder: Any = tempfile.NamedTemporaryFile()  # noqa: SIM115
            else:
                self._holder = Temporary(os.path.realpath(local(self._target)))

    def __enter__(self) -> _Runs:
        self._holder.__enter__()
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._holder.__exit__(*exc_info)

    def add(self, keys: np.ndarray, records: Records) -> None:
        """Write a sorted stretch. Raises ResourceExhaustedError where the disk is full."""
        behind = np.concatenate([[0], np.cumsum(records.lengths + FRAME_BYTES)])
        places = np.append(np.searchsorted(keys, self._limits), len(keys))
        self._frame_bounds.append(self._end + behind[places])
        self._end += int(behind[-1])
        self._key_bounds.append(self._end + keys.itemsize * places)
        self._end += keys.nbytes
        with named(self._target):
            for part in _parts(records, self._piece_bytes):
                out = np.empty(int(part.lengths.sum()) + FRAME_BYTES * len(part), np.uint8)
                frames.gather(part.buffer, part.starts - HEADER.size, part.ends + _CRC_BYTES, out)
                self._holder.file.write(out.data)
            self._holder.file.write(keys.data)

    def joined(self, stretch: _Stretch) -> Iterator[Records]:
        """All records in order, some ranges of keys at a time, in the memory of a stretch."""
        frame_bounds, key_bounds = np.array(self._frame_bounds), np.array(self._key_bounds)
        counts = np.diff(key_bounds).sum(axis=0) // 8
        behind = np.concatenate([[0], np.cumsum(np.diff(frame_bounds).sum(axis=0) + _RECORD_BYTES * counts)])
        first = 0
        with named(self._target):
            self._holder.file.flush()
            file = open(self._holder.name, "rb", buffering=0)  # noqa: SIM115
        with file:
            while first < len(counts):
                last = max(first + 1, int(np.searchsorted(behind, behind[first] + stretch.room, side="right")) - 1)
                yield self._loaded(file, frame_bounds[:, [first, last]], key_bounds[:, [first, last]], stretch)
                first = last

    def _loaded(self, file: io.FileIO, frame_bounds: np.ndarray, key_bounds: np.ndarray, stretch: _Stretch) -> Records:
        buffer = stretch.place(int((frame_bounds[:, 1] - frame_bounds[:, 0]).sum()))
        keys = np.empty(int((key_bounds[:, 1] - key_bounds[:, 0]).sum()) // 8, np.uint64)
        self._read(file, frame_bounds, buffer)
        self._read(file, key_bounds, keys.view(np.uint8))
        starts = np.empty(len(keys), np.int64)
        count, end, _ = frames.hop(buffer, 0, len(buffer), starts)
        if count != len(keys) or end != len(buffer):
            message = f"{self._target}: the temporary file does not hold what was written to it"
            raise DataLossError(None, None, message, path=self._target)
        return sorted_by(keys, buffer, np.append(starts[1:], end)[: len(starts)] - _CRC_BYTES)[1]

    def _read(self, file: io.FileIO, bounds: np.ndarray, out: np.ndarray) -> None:
        view = out.data
        with named(self._target):
            for begin, end in bounds.tolist():
                file.seek(begin)
                left = end - begin
                while left and (count := file.readinto(view[:left])):
                    view = view[count:]
                    left -= count

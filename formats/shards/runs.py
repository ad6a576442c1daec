"""Sorted stretches of records in a temporary file, and how they are joined."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ..errors import DataLossError
from ..files.paths import named
from ..records import Records
from ..tfrecord import _frames_cy as frames
from ..tfrecord.frame_reader import FRAME_BYTES, HEADER
from .keys import Keys

KEY_BYTES = 8
_RECORD_BYTES = 112  # the arrays that sorting takes, for each record
_CRC_BYTES = FRAME_BYTES - HEADER.size


def parts(records: Records, size: int) -> Iterator[Records]:
    """Records in parts of about so many bytes."""
    behind = np.cumsum(records.lengths + FRAME_BYTES)
    begin = 0
    while begin < len(records):
        before = int(behind[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(behind, before + size, side="right")))
        yield records[begin:end]
        begin = end


class Stretch:
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


class Runs(NamedTuple):
    """Where sorted stretches are in a temporary file: of each the frames, and behind them the keys.

    Attributes:
      frames: where those of each range of keys begin, with the end, int64 [runs, ranges + 1].
      keys: where the keys do, the same.
    """

    frames: np.ndarray
    keys: np.ndarray


class RunWriter:
    """Writes runs to a temporary file.

    Args:
      file: open for writing, at `place`.
      target: what the file is for, as errors say it.
      bits: as many bits of a key say in which range it is.
      piece_bytes: how many bytes are put in order at a time.
    """

    def __init__(self, file: Any, place: int, target: str, bits: int, piece_bytes: int) -> None:
        self._file = file
        self._end = place
        self._target = target
        self._piece_bytes = piece_bytes
        self._limits = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
        self._frames: list[np.ndarray] = []
        self._keys: list[np.ndarray] = []

    def add(self, keys: np.ndarray, records: Records) -> None:
        """Write a sorted stretch. Raises ResourceExhaustedError where the disk is full."""
        behind = np.concatenate([[0], np.cumsum(records.lengths + FRAME_BYTES)])
        places = np.append(np.searchsorted(keys, self._limits), len(keys))
        self._frames.append(self._end + behind[places])
        self._end += int(behind[-1])
        self._keys.append(self._end + KEY_BYTES * places)
        self._end += keys.nbytes
        with named(self._target):
            for part in parts(records, self._piece_bytes):
                out = np.empty(int(part.lengths.sum()) + FRAME_BYTES * len(part), np.uint8)
                frames.gather(part.buffer, part.starts - HEADER.size, part.ends + _CRC_BYTES, out)
                self._file.write(out.data)
            self._file.write(keys.data)

    def written(self) -> Runs:
        """Where all of them are."""
        ranges = len(self._limits) + 1
        return Runs(np.array(self._frames).reshape(-1, ranges), np.array(self._keys).reshape(-1, ranges))


class Joined:
    """The records of all runs in order, in the memory of a stretch.

    Args:
      path: of the temporary file.
      target: what it is for, as errors say it.
    """

    def __init__(self, path: str, target: str, runs: Runs, stretch: Stretch) -> None:
        self._path = path
        self._target = target
        self._runs = runs
        self._stretch = stretch

    def between(self, start: int, stop: int) -> Iterator[Records]:
        """The records whose numbers in the order are in [start, stop), some ranges of keys at a time."""
        counts = np.diff(self._runs.keys).sum(axis=0) // KEY_BYTES
        numbers = np.concatenate([[0], np.cumsum(counts)])
        sizes = np.diff(self._runs.frames).sum(axis=0) + _RECORD_BYTES * counts
        behind = np.concatenate([[0], np.cumsum(sizes)])
        first = int(np.searchsorted(numbers, start, side="right")) - 1
        with named(self._target):
            file = open(self._path, "rb", buffering=0)  # noqa: SIM115
        with file:
            while first < len(counts) and numbers[first] < stop:
                last = max(first + 1, int(np.searchsorted(behind, behind[first] + self._stretch.room, side="right")) - 1)
                last = min(last, int(np.searchsorted(numbers, stop)))
                found = self._loaded(file, self._runs.frames[:, [first, last]], self._runs.keys[:, [first, last]])
                yield found[max(0, start - int(numbers[first])) : stop - int(numbers[first])]
                first = last

    def _loaded(self, file: io.FileIO, frame_bounds: np.ndarray, key_bounds: np.ndarray) -> Records:
        buffer = self._stretch.place(int((frame_bounds[:, 1] - frame_bounds[:, 0]).sum()))
        keys = np.empty(int((key_bounds[:, 1] - key_bounds[:, 0]).sum()) // KEY_BYTES, np.uint64)
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

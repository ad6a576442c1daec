"""A TFRecord file as a sequence of its records."""

from __future__ import annotations

import operator
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, overload

import numpy as np

from ..doors import door
from ..errors import DataLossError, FailedPreconditionError
from ..files.blocks import BLOCK_BYTES
from ..files.compression import AUTO
from ..files.inflated import Inflated
from ..files.paths import Path
from ..files.ranges import Ranges
from ..records import Records
from . import _frames_cy as frames
from .frame_reader import FRAME_BYTES, HEADER
from .index_file import Fingerprint, index_of

_CRC = struct.Struct("<I")
_BLOCK_RECORDS = 1 << 13
_SPAN_BYTES = 1 << 22


@door
def open(path: Path, *, compression: str = AUTO, store: bool = True) -> RecordFile:
    """A TFRecord file as a sequence of its records: `len`, one, slices, lists of numbers, in any order, again and again.

        with tfrecord.open("train.tfrecord") as records:
            print(len(records), records[-1])
            for record in records[np.random.permutation(len(records))]: ...

    The places of the records come from an index, which is made at first use: it is stored beside the file
    (`.train.tfrecord.index`) and taken from there while the file has the size, the time and the content that it had; a stale
    one is made anew. Where it cannot be stored it is in memory, 8 bytes for each record. For URLs an index that `index` has
    made is used, and none is stored.

    A compressed file is decompressed once up to the record that is asked for; later ones cost about a mebibyte each (see
    `files.inflated`).

    Args:
      path: a local path or a URL.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      store: whether an index that is made is stored.
    Raises:
      DataLossError: a header is damaged or the last record ends too early; it names the place.
      the errors of `files.open_stream`.
    """
    source = _Source(path, compression, store)
    return RecordFile(source, range(source.count))


class _Source:
    """An open file and its index, which all parts of a RecordFile share."""

    def __init__(self, path: Path, compression: str, store: bool) -> None:
        self.arguments = path, compression, store
        self.ranges = Ranges(path)
        try:
            found = index_of(self.ranges, compression, store and not self.ranges.is_remote)
        except BaseException:
            self.ranges.close()
            raise
        self.path = self.ranges.path
        self.fingerprint: Fingerprint = found.fingerprint
        self.offsets = found.offsets
        self.count = len(found)
        self._data = Inflated(self.ranges, found.compression) if found.compression else self.ranges

    def record(self, number: int) -> bytes:
        """One record."""
        start, end = self.offsets[number : number + 2].tolist()
        frame = self._data.read(start, end - start).data
        self._check(frame, number)
        return bytes(frame[HEADER.size : -_CRC.size])

    def records(self, numbers: np.ndarray) -> Records:
        """Records (at least one) in the order of their numbers, which may be there twice; close ones are read together."""
        wanted, places = np.unique(numbers, return_inverse=True)
        starts, ends = self.offsets[wanted], self.offsets[wanted + 1]
        gaps = starts[1:] - ends[:-1]
        apart = (gaps > self._data.gap_bytes) | (gaps > 0) & (starts[1:] // _SPAN_BYTES > starts[:-1] // _SPAN_BYTES)
        runs = pairwise([0, *(np.flatnonzero(apart) + 1).tolist(), len(wanted)])
        pieces = [self._frames(starts[first:last], ends[first:last]) for first, last in runs]
        buffer = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        bounds = np.concatenate([[0], np.cumsum(ends - starts)])
        self._check_all(buffer, bounds, wanted)
        data_starts, data_ends = bounds[:-1] + HEADER.size, bounds[1:] - _CRC.size
        return Records(buffer, data_starts[places], data_ends[places], self.path, starts[places])

    def _frames(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """The bytes of frames at rising places that are close, one after the other."""
        begin = int(starts[0])
        found = self._data.read(begin, int(ends[-1]) - begin)
        size = int((ends - starts).sum())
        if size == len(found):
            return found
        out = np.empty(size, np.uint8)
        frames.gather(found, starts - begin, ends - begin, out)
        return out

    def _check_all(self, buffer: np.ndarray, bounds: np.ndarray, numbers: np.ndarray) -> None:
        """Raises DataLossError unless the frames in the buffer are good and end at the bounds."""
        starts, ends = np.empty(len(numbers), np.int64), np.empty(len(numbers), np.int64)
        count, _, _ = frames.scan(buffer, 0, len(buffer), starts, ends)
        right = int(np.argmin(np.append(ends[:count] + _CRC.size == bounds[1 : count + 1], False)))
        suspects = [*np.flatnonzero(ends[:right] - starts[:right] > frames.LONG_BYTES).tolist(), *range(right, len(numbers))]
        for each in suspects:
            self._check(buffer.data[bounds[each] : bounds[each + 1]], int(numbers[each]))

    def _check(self, frame: memoryview, number: int) -> None:
        """Raises DataLossError unless it is the frame of a record, from its begin to its end."""
        length, length_crc = HEADER.unpack_from(frame)
        if length != len(frame) - FRAME_BYTES or frames.masked_crc(frame[:8]) != length_crc:
            fact = "its header is not what the index has seen"
        elif frames.masked_crc(frame[HEADER.size : -_CRC.size]) != _CRC.unpack_from(frame, len(frame) - _CRC.size)[0]:
            fact = "its data has another CRC than the file says"
        else:
            return
        offset = int(self.offsets[number])
        message = f"{self.path}: record {number} at offset {offset} is damaged, or the file was changed: {fact}"
        raise DataLossError(None, None, message, path=self.path, record=number, offset=offset)


class RecordFile(Sequence[bytes]):
    """The records of a TFRecord file, or some of them in some order; `open` makes it.

    Threads and forked processes may use one together. It pickles as its path, and is opened again where it is unpickled.
    A part (a slice, a list of numbers) reads nothing before its records are asked for, and shares the open file.

    Args:
      source: the open file.
      which: the numbers of the records.
    """

    def __init__(self, source: _Source, which: range | np.ndarray) -> None:
        self._source = source
        self._which = which

    @property
    def path(self) -> str:
        """The file, as the caller named it."""
        return self._source.path

    def __len__(self) -> int:
        return len(self._which)

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice | list[int] | np.ndarray) -> RecordFile: ...

    def __getitem__(self, index: Any) -> Any:
        """One record; or those of a slice, of a list or integer array of numbers, or of a boolean array [n], as a sequence.

        Raises:
          IndexError: there is no such record.
          DataLossError: (one record) it is damaged, or the file was changed since it was opened.
        """
        if isinstance(index, slice):
            return RecordFile(self._source, self._which[index])
        if isinstance(index, (list, np.ndarray)):
            return RecordFile(self._source, self._chosen(np.asarray(index)))
        try:
            number = self._which[operator.index(index)]
        except IndexError:
            raise IndexError(f"{self.path}: record {index} of {len(self)}") from None
        return self._source.record(int(number))

    def _chosen(self, numbers: np.ndarray) -> np.ndarray:
        if numbers.dtype == bool and numbers.shape == (len(self),):
            numbers = np.flatnonzero(numbers)
        if numbers.ndim != 1 or (len(numbers) and numbers.dtype.kind not in "iu"):
            raise IndexError(f"{self.path}: records are chosen by integers [m] or booleans [{len(self)}], got {numbers!r}")
        numbers = numbers.astype(np.int64)
        wrong = np.flatnonzero((numbers < -len(self)) | (numbers >= len(self)))
        if len(wrong):
            raise IndexError(f"{self.path}: record {numbers[wrong[0]]} of {len(self)}")
        numbers[numbers < 0] += len(self)
        if isinstance(self._which, range):
            return numbers * self._which.step + self._which.start
        return self._which[numbers]

    def __iter__(self) -> Iterator[bytes]:
        return (record for block in self.blocks() for record in block)

    def blocks(self, block_bytes: int = BLOCK_BYTES) -> Iterator[Records]:
        """The records in blocks; `numbers` are their offsets in the uncompressed data.

        Args:
          block_bytes: about how many bytes to read at once; a longer record makes its block longer.
        Raises:
          DataLossError: a record is damaged, or the file was changed since it was opened.
        """
        offsets = self._source.offsets
        for begin in range(0, len(self), _BLOCK_RECORDS):
            part = self._which[begin : begin + _BLOCK_RECORDS]
            numbers = np.asarray(part, np.int64)
            behind = np.cumsum(offsets[numbers + 1] - offsets[numbers])
            first = 0
            while first < len(numbers):
                before = int(behind[first - 1]) if first else 0
                last = max(first + 1, int(np.searchsorted(behind, before + block_bytes, side="right")))
                yield self._source.records(numbers[first:last])
                first = last

    def close(self) -> None:
        """Close the file, for all parts of it."""
        self._source.ranges.close()

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<RecordFile: {len(self)} of {self.path}>"

    def __reduce__(self) -> Any:
        return _opened_again, (self._source.arguments, self._source.fingerprint.size, self._source.count, self._which)


def _opened_again(arguments: tuple[Path, str, bool], size: int, count: int, which: range | np.ndarray) -> RecordFile:
    source = _Source(*arguments)
    if (source.fingerprint.size, source.count) != (size, count):
        source.ranges.close()
        message = (
            f"{source.path}: it was changed: it had {count} records in {size} bytes, it has {source.count} in "
            f"{source.fingerprint.size}"
        )
        raise FailedPreconditionError(None, None, message, path=source.path)
    return RecordFile(source, which)

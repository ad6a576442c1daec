"""Inflated: what a compressed file holds, read at any place."""

from __future__ import annotations

import bisect
import threading

import numpy as np

from ..errors import DataLossError
from .compression import CompressedStream, Mark
from .ranges import Ranges

_SPACING = 1 << 20
_MOST_MARKS = 1 << 10  # of some 50 kB each
_PIECE_BYTES = 1 << 18


class Inflated:
    """The decompressed content of an open file.

    On the way to a place, marks are kept of what is passed, from which reading can go on later: every mebibyte, or as many
    as are 50 MB. So the first read of the end costs that the whole is decompressed, later ones a mebibyte or little more.

    Args:
      ranges: the file; others may read it, too.
      kind: "GZIP" or "ZLIB".
    Attributes:
      gap_bytes: so many bytes between two ranges are read faster than the second range is asked for alone.
    """

    gap_bytes = _SPACING

    def __init__(self, ranges: Ranges, kind: str) -> None:
        self._lock = threading.Lock()  # of all that follows
        self._stream = CompressedStream(ranges.stream(), kind)
        self._position = 0
        self._spacing = _SPACING
        self._marks: list[Mark] = [self._stream.mark()]

    def read(self, start: int, size: int) -> np.ndarray:
        """uint8 [size]: the decompressed bytes from `start` on.

        Raises:
          DataLossError: the data ends before, or is damaged.
          the errors of reading.
        """
        found = np.empty(size, np.uint8)
        with self._lock:
            self._go_to(start)
            filled = self._readinto(found.data)
        if filled < size:
            path = self._stream.path
            message = f"{path}; the data has ended too early: {size} bytes should be at {start:,}, there are {filled}"
            raise DataLossError(None, None, message, path=path, offset=start)
        return found

    def _go_to(self, start: int) -> None:
        mark = self._marks[bisect.bisect_right(self._marks, start, key=lambda mark: mark.offset) - 1]
        if not mark.offset <= self._position <= start:
            self._stream.go_to(mark)
            self._position = mark.offset
        scratch = memoryview(bytearray(min(_PIECE_BYTES, start - self._position)))
        while self._position < start and self._readinto(scratch[: start - self._position]):
            pass

    def _readinto(self, view: memoryview) -> int:
        filled = 0
        while filled < len(view) and (count := self._stream.readinto(view[filled : filled + _PIECE_BYTES])):
            filled += count
            self._position += count
            if self._position >= self._marks[-1].offset + self._spacing:
                self._marks.append(self._stream.mark())
                if len(self._marks) > _MOST_MARKS:
                    del self._marks[1::2]
                    self._spacing *= 2
        return filled

"""Small files, of which a program may read thousands: their content in the fewest calls that there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..records import Records
from . import _small_cy as hot

SMALL_BYTES = 1 << 16


class Contents(NamedTuple):
    """The contents of several files, one after the other.

    Attributes:
      buffer: uint8 array of them all.
      bounds: int64 [files + 1]: where each begins, and where the last ends.
    """

    buffer: np.ndarray
    bounds: np.ndarray

    @classmethod
    def joined(cls, parts: Sequence[Contents]) -> Contents:
        """Those of all parts (at least one)."""
        if len(parts) == 1:
            return parts[0]
        starts = np.cumsum([len(part.buffer) for part in parts])
        bounds = [part.bounds[1:] + start for part, start in zip(parts[1:], starts.tolist(), strict=False)]
        return cls(np.concatenate([part.buffer for part in parts]), np.concatenate([parts[0].bounds, *bounds]))

    @property
    def files(self) -> int:
        """How many there are."""
        return len(self.bounds) - 1

    def first(self, files: int) -> Contents:
        """Those of the first `files`."""
        return Contents(self.buffer[: self.bounds[files]], self.bounds[: files + 1])


def small_contents(paths: Sequence[bytes], room: int = SMALL_BYTES, seconds: float = 0.0) -> Contents:
    """The whole contents of local files of at least one byte and at most SMALL_BYTES, up to the first that is none.

    All else, also what fails, is for `open_stream` to read, or to say what is wrong.

    Args:
      room: bytes; the file that is the first to go beyond is the last.
      seconds: the file that is read when they are over is the last.
    """
    content, bounds = hot.contents(paths, SMALL_BYTES, room, seconds)
    return Contents(np.frombuffer(content, np.uint8), bounds)


class ManyFiles(NamedTuple):
    """The records of several files.

    Attributes:
      records: of all of them, without paths.
      firsts: int64 [files + 1]: the first record of each file, and how many there are.
    """

    records: Records
    firsts: np.ndarray


def counted(firsts: np.ndarray) -> np.ndarray:
    """0, 1, ... from each of the firsts to the next."""
    return np.arange(firsts[-1]) - firsts[:-1].repeat(np.diff(firsts))

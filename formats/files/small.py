"""Small files, of which a program may read thousands: their content in the fewest calls that there are."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..records import Records

SMALL_BYTES = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def small_content(path: bytes) -> bytes | None:
    """The whole content of a local file of at least one byte and at most SMALL_BYTES.

    None for all else, also for what fails: that is for `open_stream` to read, or to say what is wrong.
    """
    if b"://" in path:
        return None
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= SMALL_BYTES:
            return None
        descriptor = os.open(path, _FLAGS)
        try:
            content = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return None
    return content if len(content) == status.st_size else None


class Joined(NamedTuple):
    """The contents of several files, one after the other.

    Attributes:
      buffer: uint8 array of them all.
      bounds: int64 [files + 1]: where each begins, and where the last ends.
    """

    buffer: np.ndarray
    bounds: np.ndarray

    @classmethod
    def of(cls, contents: Sequence[bytes]) -> Joined:
        bounds = np.zeros(len(contents) + 1, np.int64)
        np.cumsum(list(map(len, contents)), out=bounds[1:])
        return cls(np.frombuffer(b"".join(contents), np.uint8), bounds)


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

"""What all work on files of records shares: its sources, and what is said of what it has written."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..errors import AbortedError, InvalidArgumentError
from ..files.compression import AUTO, like
from ..files.directories import status
from ..files.paths import Path, is_remote, local, path_text
from ..records import Records
from ..tfrecord import count
from ..tfrecord.checking import Told
from ..tfrecord.frame_reader import PASSING_BYTES, FrameReader, opened
from ..workers import Progress

Paths = Path | Sequence[Path]


class Written(NamedTuple):
    """A file that was written.

    Attributes:
      path: its name.
      records: how many it has.
      size: bytes.
    """

    path: str
    records: int
    size: int

    @classmethod
    def to(cls, path: Path, records: int) -> Written:
        """What was written to `path`: so many `records`."""
        return cls(path_text(path), records, status(path).length)


class Measured(NamedTuple):
    """How many records there are, and the bytes of the (uncompressed) files."""

    records: int
    size: int


class Sources:
    """Files that are read one after the other.

    Args:
      paths: a path, or several.
    Attributes:
      paths: of the files.
      states: size and time of change of each, when they were first looked at.
    Raises:
      InvalidArgumentError: there are none.
      NotFoundError: there is no such file.
    """

    def __init__(self, paths: Paths) -> None:
        several = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else list(paths)
        self.paths = [path_text(path) for path in several]
        if not self.paths:
            raise InvalidArgumentError(None, None, "there must be a source")
        self.states = [tuple(status(path)[:2]) for path in self.paths]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(state[0] for state in self.states)

    def compression(self, target: Path, said: str | None) -> str:
        """How a target is to be compressed; `said` is what the caller says."""
        if said is not None:
            return said
        with opened(self.paths[0], AUTO) as stream:
            return like(path_text(target), stream.path, stream.kind)

    def each(self) -> tuple[Sources, ...]:
        """Each file by itself, as it was when all were first looked at."""
        return tuple(self._alone(number) for number in range(len(self.paths)))

    def _alone(self, number: int) -> Sources:
        one = copy.copy(self)
        one.paths, one.states = [self.paths[number]], [self.states[number]]
        return one

    def measured(self) -> Measured:
        """The files, by the headers of their records alone."""
        records = size = 0
        for path in self.paths:
            with opened(path, AUTO) as stream:
                reader = FrameReader(stream)
                records += sum(map(len, reader.offsets()))
                reader.settle(strict=False)
                size += reader.offset
        return Measured(records, size)

    def count(self) -> int:
        """The records of all files."""
        return sum(count(path) for path in self.paths)

    def blocks(self, progress: Progress | None, block_bytes: int = PASSING_BYTES) -> Iterator[Records]:
        """The records of all files; each block is good until the next is asked for.

        Raises:
          DataLossError: a record is damaged.
          AbortedError: a file was changed since it was first looked at.
        """
        for path, state in zip(self.paths, self.states, strict=True):
            with opened(path, AUTO) as stream:
                reader = FrameReader(stream, block_bytes)
                told = Told(progress, stream)
                for block in reader.good():
                    yield block
                    told(len(block))
                reader.settle(strict=False)
            if tuple(status(path)[:2]) != state:
                raise AbortedError(None, None, f"{path}: it was changed while it was read", path=path)

    @property
    def real_paths(self) -> list[str]:
        """The files, wherever their paths begin."""
        return list(map(_real, self.paths))

    def __contains__(self, path: str) -> bool:
        """Whether a path is that of one of the files."""
        return _real(path) in self.real_paths


def _real(path: str) -> str:
    return path if is_remote(path) else os.path.realpath(local(path))

"""How many records a file has, and whether they are whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ..doors import door
from ..errors import OpError
from ..files.compression import AUTO
from ..files.paths import Path
from ..files.stream import ByteStream
from ..workers import Doers, Progress, not_told, working
from .damage import Damage
from .frame_reader import FrameReader, opened


class Report(NamedTuple):
    """What is in a file.

    Attributes:
      path: the file, as the caller named it.
      compression: "", "GZIP" or "ZLIB".
      size: bytes of its uncompressed data.
      records: how many good records it has.
      good_bytes: bytes of these records and what surrounds them; with those of the damage, `size`.
      damage: the ranges of bytes between them, in order.
    """

    path: str
    compression: str
    size: int
    records: int
    good_bytes: int
    damage: tuple[Damage, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damage

    @property
    def lost_bytes(self) -> int:
        """How many bytes belong to no good record."""
        return self.size - self.good_bytes

    def to_json(self) -> dict[str, Any]:
        """The same in dicts, lists, strings, numbers and booleans."""
        return {
            **self._asdict(),
            "damage": [damage._asdict() for damage in self.damage],
            "is_whole": self.is_whole,
            "lost_bytes": self.lost_bytes,
        }


class Told:
    """Tells a caller how far the reading of a stream is."""

    def __init__(self, progress: Progress | None, stream: ByteStream) -> None:
        self._progress = progress
        self._stream = stream
        self._taken = 0

    def __call__(self, records: int) -> None:
        """So many records are done since the last call."""
        if self._progress is not None:
            taken = self._stream.taken
            self._progress(records, taken - self._taken)
            self._taken = taken


@door
def count(path: Path, *, compression: str = AUTO, progress: Progress | None = None) -> int:
    """How many records a TFRecord file has, by their headers: their data is not checked, and not read where it is long.

    Args:
      path: a local path or a URL.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      progress: called with how many records, and how many bytes of the file, are done since the last call.

    Raises:
      DataLossError: a header is damaged, the last record ends too early, or compressed data is damaged.
      the errors of `files.open_stream`.

    Warns:
      TornFileWarning: stray bytes at the end.
    """
    with opened(path, compression) as stream:
        reader = FrameReader(stream)
        told = Told(progress, stream)
        for offsets in reader.offsets():
            told(len(offsets))
        reader.settle(strict=False)
        return reader.record


@door
def verify(path: Path, *, compression: str = AUTO, progress: Progress | None = None) -> Report:
    """What every checksum of a TFRecord file says, also behind what is damaged.

    Args:
      path, compression, progress: as for `count`.

    Raises:
      the errors of `files.open_stream`; damage is no error.
    """
    damage: list[Damage] = []
    with opened(path, compression) as stream:
        reader = FrameReader(stream)
        told = Told(progress, stream)
        for block in reader.all_good(damage.append):
            told(len(block))
        return report_of(reader, damage)


class _Checks:
    """Files to be checked: a file a task."""

    def __init__(self, paths: Sequence[Path], compression: str) -> None:
        self._paths = paths
        self._compression = compression

    def verify(self, number: int, progress: Progress) -> _Checked:
        """Check a file."""
        try:
            return _Checked(verify(self._paths[number], compression=self._compression, progress=progress))
        except OpError as error:
            return _Checked(error)


class _Checked(NamedTuple):
    """What was found in a file, or why it cannot be read: the others are checked all the same."""

    found: Report | OpError


@door
def verify_all(
    paths: Sequence[Path], *, compression: str = AUTO, workers: int | Doers = 1, progress: Progress | None = None
) -> list[Report | OpError]:
    """What every checksum of several TFRecord files says.

    Args:
      paths, compression, progress: as for `count`.
      workers: how many processes check files, or who else does it: `headrace.cluster.workers.RayWorkers()`.
    Returns:
      of each file, in their order, what `verify` gives; the error that it raises where a file cannot be read.

    Raises:
      InvalidArgumentError: `workers` is not positive.
      AbortedError: a process has died.
    """
    with working(workers) as doers:
        results = doers.results(_Checks(paths, compression), "verify", range(len(paths)), progress or not_told)
        return [checked.found for checked in results]


def report_of(reader: FrameReader, damage: list[Damage]) -> Report:
    """What a reader that is at its end has found."""
    stream = reader.stream
    lost = sum(each.end - each.begin for each in damage)
    return Report(stream.path, stream.kind, reader.offset, reader.record, reader.offset - lost, tuple(damage))

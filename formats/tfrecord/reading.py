"""Reading TFRecord files in blocks of records: up to what is damaged, or beyond."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import numpy as np

from ..doors import door
from ..errors import TornFileWarning
from ..files.blocks import BLOCK_BYTES, check_block_bytes
from ..files.compression import AUTO
from ..files.paths import Path
from ..files.small import Contents, ManyFiles
from ..records import BadRecord, OnDamage, Records, tell_good
from . import _frames_cy as frames
from .damage import COMPRESSION, Damage
from .frame_reader import FrameReader, good_long_records, opened


@door
def read(
    path: Path,
    *,
    compression: str = "",
    block_bytes: int = BLOCK_BYTES,
    strict: bool = False,
    on_damage: OnDamage | None = None,
) -> Iterator[Records]:
    """Read a TFRecord file, a block of records at a time, with all checksums checked.

    Args:
      path: a local path or a URL.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      block_bytes: about how many bytes to read at once; a longer record makes its block longer.
      strict: whether 1 to 11 stray bytes at the end of the file are damage and not a warning.
      on_damage: called with each `BadRecord`, such as a policy of `formats.quarantine`: a range of bytes that belongs to no
        good record, when its end is found, after the records before it were given. Reading goes on with the next good
        record. None: the first damage is raised.
    Returns:
      blocks in the file's order; `numbers` are the byte offsets of the records in the uncompressed data.
    Raises:
      DataLossError: (after all good records) a checksum differs, the file ends inside a record, or its compressed data
        is damaged. `record` counts from 0, `offset` is where the record begins in the uncompressed data.
      ValueError: block_bytes < 1.
      the errors of `files.open_stream`.
    Warns:
      TornFileWarning: stray bytes at the end, which TensorFlow ignores in silence.
    """
    check_block_bytes(block_bytes)
    if on_damage is not None:
        return _read_beyond(path, compression, block_bytes, strict, on_damage)
    return _read(path, compression, block_bytes, strict)


@door
def _read(path: Path, compression: str, block_bytes: int, strict: bool) -> Iterator[Records]:
    with opened(path, compression) as stream:
        reader = FrameReader(stream, block_bytes, keeps=True)
        yield from reader.good()
        reader.settle(strict)


@door
def _read_beyond(path: Path, compression: str, block_bytes: int, strict: bool, on_damage: OnDamage) -> Iterator[Records]:
    with opened(path, compression) as stream:
        reader = FrameReader(stream, block_bytes, keeps=True)

        def tell(damage: Damage) -> None:
            error = damage.error(stream.path)
            if not strict and reader.is_torn(damage):
                warnings.warn(error.message, TornFileWarning, stacklevel=4)
                return
            stage = "read" if damage.kind == COMPRESSION else "checksum"
            on_damage(BadRecord.of(error, reader.damaged, damage.end - damage.begin, stage))

        for block in reader.all_good(tell):
            yield block
            tell_good(on_damage, len(block))


@door
def read_good(
    path: Path, on_damage: Callable[[Damage], object], *, compression: str = AUTO, block_bytes: int = BLOCK_BYTES
) -> Iterator[Records]:
    """Read all good records of a file, whatever is between them.

    Args:
      path: a local path or a URL.
      on_damage: called with each range of bytes that belongs to no good record, when its end is found: after the records
        before it were given, before those behind it. What it raises ends the reading.
      compression, block_bytes: as for `read`.
    Returns:
      blocks in the file's order, as those of `read`.
    Raises:
      ValueError: block_bytes < 1.
      OpError: the file cannot be read, as `files.open_stream` says it. Damage is no error.
    """
    check_block_bytes(block_bytes)
    return _read_good(path, on_damage, compression, block_bytes)


@door
def _read_good(path: Path, on_damage: Callable[[Damage], object], compression: str, block_bytes: int) -> Iterator[Records]:
    with opened(path, compression) as stream:
        yield from FrameReader(stream, block_bytes, keeps=True).all_good(on_damage)


def of_contents(contents: Contents) -> ManyFiles:
    """The records of files, given their `contents` (at least a byte each), up to the first file that is not all good."""
    buffer, bounds = contents
    most = len(buffer) // 16
    starts, ends = np.empty(most, np.int64), np.empty(most, np.int64)
    count, _, _ = frames.scan(buffer, 0, len(buffer), starts, ends)
    count = good_long_records(buffer, starts[:count], ends[:count])
    starts, ends = starts[:count], ends[:count]
    ended = ends + 4
    firsts = np.searchsorted(ended, bounds, side="right")
    torn = np.flatnonzero(ended[firsts[1:] - 1] != bounds[1:]) if count else np.arange(1)
    files = int(torn[0]) if len(torn) else contents.files
    firsts = firsts[: files + 1]
    count = int(firsts[-1])
    numbers = starts[:count] - 12 - bounds[:files].repeat(np.diff(firsts))
    return ManyFiles(Records(buffer, starts[:count], ends[:count], None, numbers), firsts)

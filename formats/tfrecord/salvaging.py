"""The good records of a damaged file."""

from __future__ import annotations

from ..errors import DataLossError
from ..files.compression import AUTO, like
from ..files.directories import check_absent
from ..files.paths import Path, path_text
from ..workers import Progress
from .checking import Report, Told, report_of
from .damage import Damage
from .frame_reader import FrameReader, opened
from .writing import Writer


def salvage(
    source: Path, target: Path, *, compression: str | None = None, force: bool = False, progress: Progress | None = None
) -> Report:
    """Copy all good records of a TFRecord file, whatever is between them; of compressed data, as far as it decompresses.

    A record is kept where a plausible length and its data both have their checksums, wherever it begins: bytes that were
    inserted or lost before it do not matter. Only what lies inside a record whose data is damaged while its length leads to
    the next one is lost with it, though it looks like a record: a file of records may have been a record's data.

    Args:
      source: a local path or a URL; how it is compressed is seen by its content.
      target: the file to be written. It appears when it is complete.
      compression: of the target, "", "GZIP" or "ZLIB"; None: what its suffix tells (`.gz`, `.zz`); where neither its name
        nor that of the source tells, that of the source.
      force: whether a file that is there is replaced.
      progress: called with how many records, and how many bytes of the source, are done since the last call.
    Returns:
      what was kept, and what was lost.
    Raises:
      AlreadyExistsError: there is a file called `target`.
      DataLossError: nothing is good in a source that is not empty; the target is not written.
      the errors of `files.open_stream` and `files.create`.
    """
    check_absent(target, force)
    damage: list[Damage] = []
    with opened(source, AUTO) as stream:
        reader = FrameReader(stream)
        told = Told(progress, stream)
        with Writer(
            target, like(path_text(target), stream.path, stream.kind) if compression is None else compression, atomic=True
        ) as writer:
            for block in reader.all_good(damage.append):
                writer.copy(block)
                told(len(block))
            if damage and not reader.record:
                words = f"{damage[0].kind} at offset 0: {damage[0].fact}"
                message = f"{stream.path}: no good record in {reader.offset} bytes; {words}"
                raise DataLossError(None, None, message, path=stream.path, offset=0)
        return report_of(reader, damage)

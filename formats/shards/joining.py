"""Several files of records as one."""

from __future__ import annotations

from ..files.directories import check_absent
from ..files.paths import Path
from ..tfrecord import Writer
from ..workers import Progress
from .work import Paths, Sources, Written


def merge(
    sources: Paths, target: Path, *, compression: str | None = None, force: bool = False, progress: Progress | None = None
) -> Written:
    """Write the records of all files, in their order, to one.

    Args:
      sources: TFRecord files, paths or URLs; how each is compressed is seen by its content.
      target: the file to be written.
      compression: of the target: "", "GZIP" or "ZLIB"; None: what its suffix tells (`.gz`, `.zz`); where
        neither its name nor that of the first source tells, that of the first source.
      force: whether a file that is there is replaced.
      progress: called with how many records, and how many bytes of the sources, are done since the last call.
    Returns:
      What was written.

    Raises:
      AlreadyExistsError: there is a file called `target`.
      DataLossError: a record is damaged.
      AbortedError: a source was changed meanwhile.
      the errors of `files.open_stream` and `files.create`.
    """
    files = Sources(sources)
    check_absent(target, force)
    records = 0
    with Writer(target, files.compression(target, compression), atomic=True) as writer:
        for block in files.blocks(progress):
            writer.copy(block)
            records += len(block)
    return Written.to(target, records)

"""A file of records cut into shards, and on after an interruption.

While shards are missing there is a note beside them, `.train-of-00010.unfinished` for the shards of `train`: what is cut,
and into what. Another call with the same sources goes on from there. The note is written before the first shard and removed
after the last; every shard appears when it is complete. File systems of URLs have no such note: there a split begins anew.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator

from ..errors import AbortedError, AlreadyExistsError, DataLossError, InvalidArgumentError, OpError
from ..files import read_bytes, replace
from ..files.directories import check_absent, exists, remove
from ..files.paths import Path, is_remote, path_text
from ..records import Records
from ..tfrecord import Writer, verify
from ..workers import Progress
from .names import names
from .work import Paths, Sources, Written


def split(
    sources: Paths,
    prefix: Path,
    shards: int,
    *,
    compression: str | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> list[Written]:
    """Cut a file into shards that have the same number of records, give or take one, and keep their order.

    `merge` of the shards gives the same records in the same order; of a plain file the same bytes. A split that was interrupted
    goes on where it was when it is called again: shards that are there are checked and kept.

    Args:
      sources: a TFRecord file, or several that are read as one; how each is compressed is seen by its content.
      prefix: what the names begin with: see `names`.
      shards: how many.
      compression: of the shards: "", "GZIP" or "ZLIB"; None: that of the first source, unless its name tells one: then none.
      force: whether shards that are there are removed first.
      progress: called with how many records, and how many bytes of the sources, are done since the last call.
    Raises:
      InvalidArgumentError: fewer than one shard; a source has the name of a shard.
      AlreadyExistsError: there is a shard, or what is left of another split into shards of these names.
      DataLossError: a record is damaged; no shard is left.
      AbortedError: a source was changed meanwhile; no shard is left.
      the errors of `files.open_stream` and `files.create`.
    """
    targets = names(prefix, shards)
    files = Sources(sources)
    for target in targets:
        if target in files:
            raise InvalidArgumentError(None, None, f"{target} is a source and would be a shard")
    kind = files.compression(prefix, compression)
    note = _Note(prefix, targets)
    note.begin(json.dumps([files.real_paths, files.states, kind]), force)
    try:
        written = _write(files, targets, kind, progress)
    except (DataLossError, AbortedError):
        note.discard()  # no other call can go on from here
        raise
    except BaseException:
        if not any(map(exists, targets)):
            note.remove()
        raise
    note.remove()
    return written


def _write(files: Sources, targets: list[str], compression: str, progress: Progress | None) -> list[Written]:
    size, more = divmod(files.count(), len(targets))
    parts = _Parts(files.blocks(progress))
    written = []
    for number, target in enumerate(targets):
        wanted = size + (number < more)
        if _is_done(target, wanted):
            parts.skip(wanted)
        else:
            with Writer(target, compression, atomic=True) as writer:
                for part in parts.take(wanted):
                    writer.copy(part)
        written.append(Written.to(target, wanted))
    parts.end()
    return written


class _Parts:
    """Blocks of records, of which one takes as many as one wants."""

    def __init__(self, blocks: Iterator[Records]) -> None:
        self._blocks = blocks
        self._left: Records | None = None

    def take(self, count: int) -> Iterator[Records]:
        """The next so many records. Raises AbortedError where there are fewer."""
        while count:
            block = self._left
            if block is None or not len(block):
                block = next(self._blocks, None)
                if block is None:
                    raise AbortedError(None, None, "there are fewer records than were counted: a source was changed meanwhile")
            yield block[:count]
            self._left = block[count:]
            count -= len(block) - len(self._left)

    def skip(self, count: int) -> None:
        for _ in self.take(count):
            pass

    def end(self) -> None:
        """Settle that nothing is left. Raises what is wrong with the end of the last source."""
        if any(len(block) for block in self._blocks) or len(self._left or ()):
            raise AbortedError(None, None, "there are more records than were counted: a source was changed meanwhile")


def _is_done(target: str, records: int) -> bool:
    """Whether a shard is there, whole, with so many records."""
    if not exists(target):
        return False
    report = verify(target)
    return report.is_whole and report.records == records


class _Note:
    """What is there while a split is unfinished."""

    def __init__(self, prefix: Path, targets: list[str]) -> None:
        directory, base = os.path.split(path_text(prefix))
        self._path = os.path.join(directory, f".{base}-of-{len(targets):05d}.unfinished")
        self._targets = targets

    def begin(self, text: str, force: bool) -> None:
        """Note what is to be done, unless that is noted already, and make way for it."""
        if force:
            self.discard()
        noted = read_bytes(self._path).decode(errors="replace") if exists(self._path) else None
        if noted is not None and noted != text:
            message = (
                f"{self._path} is left of a split of other files, or of files that were changed since; finish that, or discard"
                " it (force=True, --force)"
            )
            raise AlreadyExistsError(None, None, message, path=self._path)
        if noted is None:
            for target in self._targets:
                check_absent(target, force)
            if not is_remote(self._path):
                with replace(self._path) as file:
                    file.write(text.encode())

    def discard(self) -> None:
        """Remove it, and the shards."""
        for path in (self._path, *self._targets):
            if exists(path):
                remove(path)

    def remove(self) -> None:
        if not is_remote(self._path):
            with contextlib.suppress(OpError):  # who ran beside this one may have removed it
                remove(self._path)

"""A shard: rows are written, read back, and given their name."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator

from .. import tfrecord
from ..columns.batches import Batch
from ..errors import DataLossError
from ..files import AUTO
from ..files.paths import local, named
from ..tables.kinds.kind import BatchWriter
from ..tables.kinds.tfrecord import TFRecordKind
from ..workers import Progress
from .ledger import Shard, removed, written
from .plan import Plan


class ShardWriter:
    """Makes the files of a plan.

    Args:
      directory: where they are until they are whole and checked; None: they have their name at once.
      verify: whether they are read back.
      progress: called with how many rows more were written, and 0.
    """

    def __init__(self, plan: Plan, directory: str | None, verify: bool, progress: Progress) -> None:
        self._plan = plan
        self._directory = directory
        self._verify = verify
        self._progress = progress

    def write(self, number: int, batches: Iterable[Batch]) -> Shard:
        """Make the shard of that number of all rows of `batches`.

        Raises:
          DataLossError: what is read back is not what was written.
          the errors of `batches` and of `Kind.writer`.
        """
        target = self._plan.targets[number]
        path = target if self._directory is None else os.path.join(self._directory, f"new-{os.path.basename(local(target))}")
        rows = 0
        with self._writer(path) as writer:
            for batch in batches:
                writer.write(batch)
                rows += batch.count
                self._progress(batch.count, 0)
        if self._verify:
            self._check(path, target, rows)
        shard = written(path, rows)
        if self._directory is not None:
            final = os.path.realpath(local(target))
            with named(target):
                if os.path.isdir(final):
                    shutil.rmtree(final)  # a directory cannot be replaced by a rename
                os.replace(path, final)
        return Shard(target, rows, shard.size, shard.checksum)

    def _writer(self, path: str) -> contextlib.AbstractContextManager[BatchWriter]:
        if self._plan.schema is None:
            return _copier(path, self._plan.compression)
        return self._plan.kind.writer(path, self._plan.schema, self._plan.compression)

    def _check(self, path: str, target: str, rows: int) -> None:
        try:
            found = self._read_back(path)
            if found == rows:
                return
            message = f"{target}: {rows} rows were written, {found} are read back"
            raise DataLossError(None, None, message, path=target)
        except BaseException:
            if self._directory is None:
                removed(path)
            raise

    def _read_back(self, path: str) -> int:
        """How many rows a file has; all checksums that it has are checked."""
        if isinstance(self._plan.kind, TFRecordKind):
            return sum(len(block) for block in tfrecord.read(path, compression=AUTO, strict=True))
        return self._plan.kind.count(path)


@contextlib.contextmanager
def _copier(path: str, compression: str) -> Iterator[BatchWriter]:
    with tfrecord.Writer(path, compression, atomic=True) as writer:
        yield _Copier(writer)


class _Copier:
    """Writes the records that rows come from."""

    def __init__(self, writer: tfrecord.Writer) -> None:
        self._writer = writer

    def write(self, batch: Batch) -> None:
        assert batch.origin is not None
        self._writer.write_many(batch.origin)

"""What is known of a conversion that is not finished: a directory beside its target, which another call goes on from.

    .train.tfrecord.unfinished/
      plan.json        what the conversion is to do, as `Plan.to_json` says it
      lock             locked while somebody works on it
      00003.json       the shard of that number has its final name, with these rows, bytes and checksum
      new-...          a shard that is being written or checked

It is made before anything else and removed after all else, so whoever is killed leaves it, and every shard is either under
its final name, whole and checked, or not there. A shard's note is written after the shard is renamed: a shard without one is
written again, to the same bytes.

The locks of processes that were killed are gone with them. Where a target is a URL there is no such directory: file systems of
URLs show a file when it is complete, and such a conversion begins anew.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass
from typing import Any

from crc32c import crc32c

from ..errors import AlreadyExistsError, DataLossError, FailedPreconditionError, InvalidArgumentError, NotFoundError
from ..files import open_bytes, read_bytes, replace
from ..files.directories import exists, is_directory, remove, remove_all
from ..files.paths import is_remote, local, named
from .plan import Plan, files_in

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

_NOTE = re.compile(r"\d+\.json")
_PIECE_BYTES = 1 << 20
_LOCK_SECONDS = 2.0


@dataclass(frozen=True)
class Shard:
    """A file that was written.

    Attributes:
      path: its name.
      rows: how many it has.
      size: bytes.
      checksum: CRC-32C of its bytes; of a directory, of the names and bytes of its files.
    """

    path: str
    rows: int
    size: int
    checksum: int


class Ledger:
    """The directory of a conversion.

    Leaving the block keeps it where another call can go on from it: where a shard is done and others are not. Where a source is
    at fault no other call can, so the shards that are done are removed too.

    Args:
      force: whether targets that are there, and what is left of another conversion, may be replaced.
    Raises:
      AlreadyExistsError: a target is there, or what is left of a conversion that was to do something else.
      FailedPreconditionError: another process works on it.
    Attributes:
      directory: where to write, on the file system of the target; None where that has no names that can be changed.
      scratch: a local directory, which is gone when the conversion is complete.
    """

    def __init__(self, plan: Plan, force: bool) -> None:
        self._plan = plan
        self._lock: io.FileIO | None = None
        self.directory: str | None = None
        if is_remote(plan.target):
            _check_absent(plan, force)
            self.scratch = tempfile.mkdtemp(prefix="headrace-")
            return
        above, base = os.path.split(os.path.realpath(local(plan.target)))
        self.directory = os.path.join(above, f".{base}.unfinished")
        self.scratch = self.directory
        with named(plan.target):
            self._lock = self._locked(self.directory)
        try:
            self._begin(self.directory, force)
        except BaseException:
            self._leave(keep=os.path.exists(self._path("plan.json")))
            raise

    def _locked(self, directory: str) -> io.FileIO | None:
        """The directory's lock; it is made where it is not there."""
        while True:
            with contextlib.suppress(FileExistsError):
                os.mkdir(directory)
            with contextlib.suppress(FileNotFoundError):  # removed meanwhile, as its conversion is complete
                lock = io.FileIO(os.path.join(directory, "lock"), "ab")
                if fcntl is None:
                    return lock
                try:
                    self._take(lock)
                except OSError:  # no locks here
                    return lock
                if os.fstat(lock.fileno()).st_nlink:
                    return lock
                lock.close()

    def _take(self, lock: io.FileIO) -> None:
        """Lock a file. The processes of a conversion that was killed take a moment to end."""
        until = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    lock.close()
                    message = f"{self._plan.target}: another process is writing it"
                    raise FailedPreconditionError(None, None, message, path=self._plan.target) from None
            time.sleep(_LOCK_SECONDS / 100)

    def _begin(self, directory: str, force: bool) -> None:
        plan = json.dumps(self._plan.to_json())
        path = self._path("plan.json")
        noted = read_bytes(path).decode() if os.path.exists(path) else None
        if noted == plan:
            return
        if noted is not None and not force:
            message = (
                f"{self._plan.target}: {directory} is left of a conversion that was to do something else, or of files that"
                " were changed since; finish that one, or discard it (force=True, --force)"
            )
            raise AlreadyExistsError(None, None, message, path=self._plan.target)
        if noted is None:
            _check_absent(self._plan, force)
        for name in os.listdir(directory):
            if name != "lock":
                removed(self._path(name))
        with replace(path) as file:
            file.write(plan.encode())

    def _path(self, name: str) -> str:
        return os.path.join(self.scratch, name)

    @property
    def lock(self) -> int | None:
        """The file descriptor that holds the lock: processes that inherit it hold it too."""
        return None if self._lock is None or fcntl is None else self._lock.fileno()

    def done(self, number: int) -> Shard | None:
        """The shard of that number, if it was written before and is still as it was."""
        try:
            noted = Shard(**json.loads(read_bytes(self._path(f"{number:05d}.json"))))
            found = written(noted.path, noted.rows)
        except NotFoundError:
            return None
        return found if found == noted else None

    def note(self, number: int, shard: Shard) -> None:
        """The shard has its final name."""
        with replace(self._path(f"{number:05d}.json")) as file:
            file.write(json.dumps(asdict(shard)).encode())

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, (DataLossError, InvalidArgumentError)):
            self.discard()
        self._leave(keep=kind is not None and bool(self._notes()))

    def _notes(self) -> list[str]:
        return [self._path(name) for name in os.listdir(self.scratch) if _NOTE.fullmatch(name)]

    def discard(self) -> None:
        """Remove all shards that are done."""
        for note in self._notes():
            with contextlib.suppress(NotFoundError):
                removed(json.loads(read_bytes(note))["path"])
            os.unlink(note)

    def _leave(self, keep: bool) -> None:
        if not keep:
            shutil.rmtree(self.scratch, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()


def _check_absent(plan: Plan, force: bool) -> None:
    for path in plan.targets:
        if not force and exists(path):
            message = f"{path}: is there already; force=True, --force, replaces it"
            raise AlreadyExistsError(None, None, message, path=path)


def removed(path: str) -> None:
    """Remove a file, or a directory with all in it. Raises NotFoundError."""
    (remove_all if is_directory(path) else remove)(path)


def written(path: str, rows: int) -> Shard:
    """What there is under the name of a shard, of a directory all its files. Raises NotFoundError."""
    size = checksum = 0
    names = files_in(path) if is_directory(path) else [path]
    for name in names:
        checksum = crc32c(os.fsencode(name[len(path) :]), checksum)
        with named(name), open_bytes(name) as file:
            while piece := file.read(_PIECE_BYTES):
                size += len(piece)
                checksum = crc32c(piece, checksum)
    return Shard(path, rows, size, checksum)

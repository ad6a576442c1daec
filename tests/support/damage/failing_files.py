"""`failing://`: a file system of fsspec in memory that fails in the ways that disks and object stores do."""

from __future__ import annotations

import errno
import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

import fsspec
from fsspec.spec import AbstractFileSystem


class Fault(NamedTuple):
    """How files fail.

    Attributes:
      short: a read gives a few bytes only.
      flaky: so many reads in a hundred fail with what may pass.
      breaks_at: reading what begins there fails with `error`, always.
      claims: added to the size that is told; None: no size is told.
    """

    short: bool = False
    flaky: int = 0
    breaks_at: int | None = None
    error: str = "EIO"
    claims: int | None = 0

    def raised(self) -> Exception:
        if self.error == "vanished":
            return FileNotFoundError(errno.ENOENT, "No such file or directory")
        if self.error == "of a library":
            return RuntimeError("the store says no")
        return OSError(errno.EIO, "Input/output error")


class FailingFileSystem(AbstractFileSystem):
    """The files in `contents`, by their paths."""

    protocol = "failing"
    cachable = False
    contents: ClassVar[dict[str, bytes]] = {}
    fault: ClassVar[Fault] = Fault()
    chance: ClassVar[random.Random] = random.Random(0)

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        path = self._strip_protocol(path)
        if path not in self.contents:
            if any(name.startswith(f"{path.rstrip('/')}/") for name in self.contents):
                return {"name": path, "size": 0, "type": "directory"}
            raise FileNotFoundError(path)
        return {"name": path, "size": self.told_size(path), "type": "file"}

    def told_size(self, path: str) -> int | None:
        claims = self.fault.claims
        return None if claims is None else max(0, len(self.contents[path]) + claims)

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        folder = self._strip_protocol(path).rstrip("/")
        found = [self.info(name) for name in sorted(self.contents) if name.rpartition("/")[0] == folder or name == folder]
        return found if detail else [each["name"] for each in found]

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Any:
        if path not in self.contents:
            raise FileNotFoundError(path)
        return _File(self, path)

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: Any) -> bytes:
        with self._open(self._strip_protocol(path)) as file:
            file.seek(start or 0)
            return file.read(-1 if end is None else end - (start or 0))


class _File(io.RawIOBase):
    def __init__(self, system: FailingFileSystem, path: str) -> None:
        super().__init__()
        self._system, self._contents, self._at = system, system.contents[path], 0
        if system.fault.claims is not None:
            self.size = system.told_size(path)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, len(self._contents))[whence]
        return self._at

    def readinto(self, view: Any) -> int:
        fault, chance = self._system.fault, self._system.chance
        if fault.flaky and chance.randrange(100) < fault.flaky:
            raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
        wanted = min(len(view), len(self._contents) - self._at)
        if fault.breaks_at is not None:
            if self._at >= fault.breaks_at and len(view):
                raise fault.raised()
            wanted = min(wanted, fault.breaks_at - self._at)
        if fault.short:
            wanted = min(wanted, chance.choice((1, 2, 3, 7)))
        wanted = max(wanted, 0)
        view[:wanted] = self._contents[self._at : self._at + wanted]
        self._at += wanted
        return wanted


@contextmanager
def failing(contents: dict[str, bytes], fault: Fault, seed: int = 0) -> Iterator[None]:
    """A block in which `failing://` holds these files."""
    fsspec.register_implementation("failing", FailingFileSystem, clobber=True)
    FailingFileSystem.contents = contents
    FailingFileSystem.fault = fault
    FailingFileSystem.chance = random.Random(seed)
    try:
        yield
    finally:
        FailingFileSystem.contents, FailingFileSystem.fault = {}, Fault()

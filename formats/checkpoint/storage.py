"""Atomic writes, files that are there whole or not at all: written under a temporary name, brought to disk, renamed.

Local files and URLs of any file system that fsspec knows. Errors are those of `files`.
"""

from __future__ import annotations

import contextlib
import os
from typing import Any

from ..files import create, open_bytes, path_text, read_bytes
from ..files.paths import is_remote, local, named, remote
from ..files.temporaries import Temporary

__all__ = [
    "Draft",
    "exists",
    "directory_of",
    "link",
    "make_directory",
    "open_bytes",
    "path_text",
    "read_bytes",
    "remove",
    "remove_directory",
    "rename",
    "sync_directory",
    "write",
]


def exists(path: str) -> bool:
    """Whether there is a file of that name."""
    if is_remote(path):
        with named(path):
            system, inner = remote(path)
            return bool(system.isfile(inner))
    return os.path.isfile(local(path))


def directory_of(path: str) -> str:
    return os.path.dirname(path)


def make_directory(path: str) -> None:
    """Make the directory where it is missing; the one above it must be there."""
    if path and not is_remote(path):
        with named(path), contextlib.suppress(FileExistsError):
            os.mkdir(local(path))


def remove(path: str) -> None:
    """Remove a file; nothing if there is none."""
    with named(path), contextlib.suppress(FileNotFoundError):
        if is_remote(path):
            system, inner = remote(path)
            system.rm(inner)
        else:
            os.unlink(local(path))


def remove_directory(path: str) -> None:
    """Remove a directory if it is empty."""
    if not is_remote(path):
        with contextlib.suppress(OSError):
            os.rmdir(local(path))


def rename(path: str, target: str) -> None:
    """Give a file another name, in place of what had it; at every moment the name stands for one or the other."""
    with named(target):
        if is_remote(target):
            system, inner = remote(target)
            system.mv(remote(path)[1], inner)
        else:
            os.replace(local(path), local(target))


def link(path: str, target: str) -> bool:
    """Give a file a second name. False where the file system knows no such thing."""
    if is_remote(target):
        return False
    remove(target)
    try:
        os.link(local(path), local(target))
    except OSError:
        return False
    return True


def sync_directory(path: str) -> None:
    """Bring the names in the directory of a file to disk."""
    if is_remote(path):
        return
    with contextlib.suppress(OSError):  # some file systems know no such thing
        directory = os.open(directory_of(local(path)) or ".", os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def write(path: str, data: bytes) -> None:
    """A small file, in place of what was there."""
    with Draft(path) as draft:
        draft.write(data)
        draft.finish()
        rename(draft.name, path)
    sync_directory(path)


class Draft:
    """A file being written under a temporary name beside `path`; leaving the block removes that name."""

    def __init__(self, path: str) -> None:
        self._temporary: Temporary | None = None
        if is_remote(path):
            self.name = f"{path}.tempstate{os.urandom(8).hex()}"
            self._file = create(self.name)
            return
        with named(path):
            self._temporary = Temporary(local(path))
        self.name, self._file = self._temporary.name, self._temporary.file

    def write(self, data: bytes | memoryview) -> None:
        with named(self.name):
            self._file.write(data)

    def finish(self) -> None:
        """Bring it to disk and close it."""
        with named(self.name):
            self._file.flush()
            if self._temporary is not None:
                os.fsync(self._file.fileno())
            self._file.close()

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        if self._temporary is not None:
            self._temporary.__exit__(*exc_info)
            return
        with contextlib.suppress(Exception):
            self._file.close()
        with contextlib.suppress(Exception):  # it has its own name by now
            remove(self.name)

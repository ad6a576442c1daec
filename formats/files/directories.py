"""Directories: whether a path is there, what a directory holds; making, moving and removing files and directories.

Every path may be local or a URL of any file system that fsspec knows. Whatever fails raises one of the classes of
`errors`, with TensorFlow's words and the path.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from .. import files
from ..errors import AlreadyExistsError, FailedPreconditionError, NotFoundError
from .paths import Path, is_remote, local, named, path_text, remote


class Status(NamedTuple):
    """What a file system knows of a path.

    Attributes:
      length: bytes of a file; of a directory as its file system has it.
      mtime_nsec: when it was changed, in nanoseconds since 1970; 0 where that is not known.
      is_directory: whether it is a directory.
    """

    length: int
    mtime_nsec: int
    is_directory: bool


def exists(path: Path) -> bool:
    """Whether there is a file or a directory of that name."""
    name = path_text(path)
    if is_remote(name):
        with named(name):
            file_system, inner = remote(name)
            return file_system.exists(inner)
    return os.path.exists(local(name))


def check_absent(path: Path, force: bool) -> None:
    """Raises AlreadyExistsError where a file is to be written and there is one, unless `force` says to replace it."""
    name = path_text(path)
    if not force and (exists(name) if is_remote(name) else os.path.isfile(local(name))):
        raise AlreadyExistsError(None, None, f"file already exists; {name}", path=name)


def is_directory(path: Path) -> bool:
    """Whether there is a directory of that name."""
    name = path_text(path)
    if is_remote(name):
        with named(name):
            file_system, inner = remote(name)
            return file_system.isdir(inner)
    return os.path.isdir(local(name))


def status(path: Path) -> Status:
    """What is known of a path. Raises NotFoundError."""
    name = path_text(path)
    with named(name):
        if not is_remote(name):
            found = os.stat(local(name))
            return Status(found.st_size, found.st_mtime_ns, os.path.isdir(local(name)))
        file_system, inner = remote(name)
        entry = file_system.info(inner)
        changed = entry.get("mtime") or entry.get("LastModified") or entry.get("created") or 0
        seconds = changed.timestamp() if hasattr(changed, "timestamp") else float(changed)
        return Status(entry.get("size") or 0, int(seconds * 1e9), entry["type"] == "directory")


def entries(path: Path) -> list[str]:
    """The names in a directory, without the directory's. Raises NotFoundError where there is no such directory."""
    name = path_text(path)
    if not is_directory(name):
        raise NotFoundError(None, None, f"Could not find directory {name}", path=name)
    with named(name):
        if not is_remote(name):
            return os.listdir(local(name))
        file_system, inner = remote(name)
        return [each.rstrip("/").rsplit("/", 1)[-1] for each in file_system.ls(inner, detail=False)]


def make(path: Path) -> None:
    """Make a directory; one that is there is left as it is. Raises NotFoundError where its parent is not there."""
    name = path_text(path)
    with named(name):
        if is_remote(name):
            file_system, inner = remote(name)
            if not file_system.exists(inner):
                file_system.mkdir(inner, create_parents=False)
        elif not os.path.exists(local(name)):
            with contextlib.suppress(FileExistsError):  # made by another program meanwhile
                os.mkdir(local(name))


def make_all(path: Path) -> None:
    """Make a directory and those above it; what is there is left as it is.

    Raises:
      FailedPreconditionError: a file stands in the way.
    """
    name = path_text(path)
    with named(name):
        if is_remote(name):
            file_system, inner = remote(name)
            file_system.makedirs(inner, exist_ok=True)
        elif not os.path.exists(local(name)):
            os.makedirs(local(name), exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file. Raises NotFoundError; FailedPreconditionError for a directory."""
    name = path_text(path)
    with named(name):
        if is_remote(name):
            file_system, inner = remote(name)
            if file_system.isdir(inner):
                raise IsADirectoryError
            file_system.rm_file(inner)
        else:
            os.unlink(local(name))


def remove_all(path: Path) -> None:
    """Remove a directory and all that is in it. Raises NotFoundError; FailedPreconditionError for a file."""
    name = path_text(path)
    if not exists(name):
        raise NotFoundError(None, None, f"{name} not found", path=name)
    if not is_directory(name):
        raise FailedPreconditionError(None, None, f"{name}; Not a directory", path=name)
    with named(name):
        if is_remote(name):
            file_system, inner = remote(name)
            file_system.rm(inner, recursive=True)
        else:
            shutil.rmtree(local(name))


def move(source: Path, target: Path, overwrite: bool = False) -> None:
    """Give a file or a directory another name.

    Raises:
      NotFoundError; AlreadyExistsError: there is a file of that name, and it is not to be overwritten.
    """
    old, new = path_text(source), path_text(target)
    if not overwrite and exists(new):
        raise AlreadyExistsError(None, None, f"file already exists; {new}", path=new)
    if not is_remote(old) and not is_remote(new):
        with named(old):
            os.replace(local(old), local(new))
        return
    if is_remote(old) and is_remote(new) and old.split("://")[0] == new.split("://")[0]:
        with named(old):
            file_system, inner = remote(old)
            file_system.mv(inner, remote(new)[1], recursive=file_system.isdir(inner))
        return
    copy(old, new, overwrite)
    remove(old)


def copy(source: Path, target: Path, overwrite: bool = False) -> None:
    """Copy a file; it appears under its new name when it is complete.

    Raises:
      NotFoundError; AlreadyExistsError as for `move`; FailedPreconditionError for a directory.
    """
    old, new = path_text(source), path_text(target)
    if not overwrite and exists(new):
        raise AlreadyExistsError(None, None, f"file already exists; {new}", path=new)
    with named(old), files.open_bytes(old) as reader, files.replace(new) as writer:
        while piece := reader.read(1 << 20):
            with named(new):
                writer.write(piece)


def walk(top: Path, in_order: bool = True) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each directory from `top` on: its path, the directories in it, the files in it. What cannot be read is left out.

    Args:
      in_order: a directory comes before those in it; False: after them.
    """
    name = path_text(top)
    try:
        found = entries(name)
    except NotFoundError:
        return
    directories = [each for each in found if is_directory(os.path.join(name, each))]
    here = name, directories, [each for each in found if each not in set(directories)]
    if in_order:
        yield here
    for directory in directories:
        yield from walk(os.path.join(name, directory), in_order)
    if not in_order:
        yield here

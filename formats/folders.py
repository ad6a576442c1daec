"""What stands in a file system: whether a path is there, what a folder holds; making, moving and removing.

Every path may be local or a URL of any file system that fsspec knows. Whatever fails raises one of the classes of
`errors`, with TensorFlow's words and the path.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from . import files
from .errors import AlreadyExistsError, FailedPreconditionError, NotFoundError, OpError, from_os_error


class Status(NamedTuple):
    """What a file system knows of a path.

    Attributes:
      length: bytes of a file; of a folder as its file system has it.
      mtime_nsec: when it was changed, in nanoseconds since 1970; 0 where that is not known.
      is_directory: whether it is a folder.
    """

    length: int
    mtime_nsec: int
    is_directory: bool


@contextlib.contextmanager
def named(path: str) -> Iterator[None]:
    """A block in which errors of the operating system become those of `errors`, with the path."""
    try:
        yield
    except OpError:
        raise
    except OSError as error:
        raise from_os_error(error, path) from error


def exists(path: files.Path) -> bool:
    """Whether there is a file or a folder of that name."""
    name = files.path_text(path)
    if files._is_remote(name):
        file_system, inner = files._remote(name)
        return file_system.exists(inner)
    return os.path.exists(files._local(name))


def is_directory(path: files.Path) -> bool:
    """Whether there is a folder of that name."""
    name = files.path_text(path)
    if files._is_remote(name):
        file_system, inner = files._remote(name)
        return file_system.isdir(inner)
    return os.path.isdir(files._local(name))


def status(path: files.Path) -> Status:
    """What is known of a path. Raises NotFoundError."""
    name = files.path_text(path)
    with named(name):
        if not files._is_remote(name):
            found = os.stat(files._local(name))
            return Status(found.st_size, found.st_mtime_ns, os.path.isdir(files._local(name)))
        file_system, inner = files._remote(name)
        entry = file_system.info(inner)
        changed = entry.get("mtime") or entry.get("LastModified") or entry.get("created") or 0
        seconds = changed.timestamp() if hasattr(changed, "timestamp") else float(changed)
        return Status(entry.get("size") or 0, int(seconds * 1e9), entry["type"] == "directory")


def entries(path: files.Path) -> list[str]:
    """The names in a folder, without the folder's. Raises NotFoundError where there is no such folder."""
    name = files.path_text(path)
    if not is_directory(name):
        raise NotFoundError(None, None, f"Could not find directory {name}", path=name)
    with named(name):
        if not files._is_remote(name):
            return os.listdir(files._local(name))
        file_system, inner = files._remote(name)
        return [each.rstrip("/").rsplit("/", 1)[-1] for each in file_system.ls(inner, detail=False)]


def make(path: files.Path) -> None:
    """Make a folder; one that is there is left as it is. Raises NotFoundError where its parent is not there."""
    name = files.path_text(path)
    with named(name):
        if files._is_remote(name):
            file_system, inner = files._remote(name)
            if not file_system.exists(inner):
                file_system.mkdir(inner, create_parents=False)
        elif not os.path.exists(files._local(name)):
            with contextlib.suppress(FileExistsError):  # made by another program meanwhile
                os.mkdir(files._local(name))


def make_all(path: files.Path) -> None:
    """Make a folder and those above it; what is there is left as it is.

    Raises:
      FailedPreconditionError: a file stands in the way.
    """
    name = files.path_text(path)
    with named(name):
        if files._is_remote(name):
            file_system, inner = files._remote(name)
            file_system.makedirs(inner, exist_ok=True)
        elif not os.path.exists(files._local(name)):
            os.makedirs(files._local(name), exist_ok=True)


def remove(path: files.Path) -> None:
    """Remove a file. Raises NotFoundError; FailedPreconditionError for a folder."""
    name = files.path_text(path)
    with named(name):
        if files._is_remote(name):
            file_system, inner = files._remote(name)
            if file_system.isdir(inner):
                raise IsADirectoryError
            file_system.rm_file(inner)
        else:
            os.unlink(files._local(name))


def remove_all(path: files.Path) -> None:
    """Remove a folder and all that is in it. Raises NotFoundError; FailedPreconditionError for a file."""
    name = files.path_text(path)
    if not exists(name):
        raise NotFoundError(None, None, f"{name} not found", path=name)
    if not is_directory(name):
        raise FailedPreconditionError(None, None, f"{name}; Not a directory", path=name)
    with named(name):
        if files._is_remote(name):
            file_system, inner = files._remote(name)
            file_system.rm(inner, recursive=True)
        else:
            shutil.rmtree(files._local(name))


def move(source: files.Path, target: files.Path, overwrite: bool = False) -> None:
    """Give a file or a folder another name.

    Raises:
      NotFoundError; AlreadyExistsError: there is a file of that name, and it is not to be overwritten.
    """
    old, new = files.path_text(source), files.path_text(target)
    if not overwrite and exists(new):
        raise AlreadyExistsError(None, None, "file already exists", path=new)
    if not files._is_remote(old) and not files._is_remote(new):
        with named(old):
            os.replace(files._local(old), files._local(new))
        return
    if files._is_remote(old) and files._is_remote(new) and old.split("://")[0] == new.split("://")[0]:
        with named(old):
            file_system, inner = files._remote(old)
            file_system.mv(inner, files._remote(new)[1], recursive=file_system.isdir(inner))
        return
    copy(old, new, overwrite)
    remove(old)


def copy(source: files.Path, target: files.Path, overwrite: bool = False) -> None:
    """Copy a file; it appears under its new name when it is complete.

    Raises:
      NotFoundError; AlreadyExistsError as for `move`; FailedPreconditionError for a folder.
    """
    old, new = files.path_text(source), files.path_text(target)
    if not overwrite and exists(new):
        raise AlreadyExistsError(None, None, "file already exists", path=new)
    with files.open_bytes(old) as reader, files.replace(new) as writer, named(old):
        shutil.copyfileobj(reader, writer, 1 << 20)


def walk(top: files.Path, in_order: bool = True) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each folder from `top` on: its path, the folders in it, the files in it. Folders that cannot be read are left out.

    Args:
      in_order: a folder comes before those in it; False: after them.
    """
    name = files.path_text(top)
    try:
        found = entries(name)
    except NotFoundError:
        return
    folders = [each for each in found if is_directory(os.path.join(name, each))]
    here = name, folders, [each for each in found if each not in set(folders)]
    if in_order:
        yield here
    for folder in folders:
        yield from walk(os.path.join(name, folder), in_order)
    if not in_order:
        yield here

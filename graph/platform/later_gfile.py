"""tf.io.gfile: what tf.gfile does, under the names of TensorFlow 1.13 and later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.files import directories

from ..types.errors import OpError
from . import gfile


@export("io.gfile.exists")
def exists(path: Any) -> bool:
    """Whether there is a file or a directory of that name.

    Args:
      path: a path or URL: text, bytes or `os.PathLike`.

    Returns:
      bool.
    """
    return gfile.Exists(path)


@export("io.gfile.isdir")
def isdir(path: Any) -> bool:
    """Whether there is a directory of that name.

    Args:
      path: a path or URL.

    Returns:
      bool.
    """
    return gfile.IsDirectory(path)


@export("io.gfile.glob")
def glob(pattern: Any) -> list[str]:
    """The paths that match a pattern, or any of several, sorted.

    Args:
      pattern: a pattern or an iterable of patterns, as of `tf.matching_files`.

    Returns:
      A list of str.
    """
    return gfile.Glob(pattern)


@export("io.gfile.listdir")
def listdir(path: Any) -> list[str]:
    """The names in a directory, in no order.

    Args:
      path: a path or URL.

    Returns:
      A list of str.

    Raises:
      NotFoundError: there is no such directory.
    """
    return gfile.ListDirectory(path)


@export("io.gfile.walk")
def walk(
    top: Any, topdown: bool = True, onerror: Callable[[Exception], Any] | None = None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each directory from `top` on, with what is in it.

    Args:
      top: a path or URL.
      topdown: a directory before those in it; False: after them.
      onerror: called with the error where `top` is no directory; None: nothing is given then.

    Yields:
      (path, names of directories, names of files).
    """
    try:
        gfile.ListDirectory(top)
    except OpError as error:
        if onerror is not None:
            onerror(error)
        return
    yield from gfile.Walk(top, topdown)


@export("io.gfile.stat")
def stat(path: Any) -> directories.Status:
    """What is known of a file or directory.

    Args:
      path: a path or URL.

    Returns:
      an object with `length` (bytes), `mtime_nsec` and `is_directory`.

    Raises:
      NotFoundError: there is none.
    """
    return gfile.Stat(path)


@export("io.gfile.mkdir")
def mkdir(path: Any) -> None:
    """Make a directory in one that is there.

    Args:
      path: a path or URL.

    Raises:
      AlreadyExistsError: it is there.
      NotFoundError: the directory that it is to be in is not.
    """
    gfile.MkDir(path)


@export("io.gfile.makedirs")
def makedirs(path: Any) -> None:
    """Make a directory, and those that it is in, where they are not there.

    Args:
      path: a path or URL.
    """
    gfile.MakeDirs(path)


@export("io.gfile.remove")
def remove(path: Any) -> None:
    """Delete a file.

    Args:
      path: a path or URL.

    Raises:
      NotFoundError: there is none.
    """
    gfile.Remove(path)


@export("io.gfile.rmtree")
def rmtree(path: Any) -> None:
    """Delete a directory with all that is in it.

    Args:
      path: a path or URL.

    Raises:
      NotFoundError: there is none.
    """
    gfile.DeleteRecursively(path)


@export("io.gfile.copy")
def copy(src: Any, dst: Any, overwrite: bool = False) -> None:
    """Copy a file.

    Args:
      src: its path or URL.
      dst: that of the copy.
      overwrite: whether there may be a file already.

    Raises:
      AlreadyExistsError: there is one.
      NotFoundError: there is no `src`.
    """
    gfile.Copy(src, dst, overwrite)


@export("io.gfile.rename")
def rename(src: Any, dst: Any, overwrite: bool = False) -> None:
    """Give a file or a directory another path.

    Args:
      src: its path or URL.
      dst: the new one.
      overwrite: whether there may be a file already.

    Raises:
      AlreadyExistsError: there is one.
      NotFoundError: there is no `src`.
    """
    gfile.Rename(src, dst, overwrite)

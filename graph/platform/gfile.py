"""Files as TensorFlow 1.x programs open and find them: errors are those of tf.errors.

Source of names, signatures and texts: tf.gfile, TensorFlow 1.15. Unlike there, paths may be `os.PathLike`, and copying
a file onto itself leaves it whole.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from typing import Any

from headrace.formats import files
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.formats.files.paths import named
from headrace.formats.text import as_bytes, as_str_any
from headrace.formats.text_files import decoded, read_characters

from ..types import errors

_MODES = ("r", "w", "a", "r+", "w+", "a+")


def _path(path: Any) -> str:
    """The path as text. Raises TypeError for what is none."""
    return os.fsdecode(path) if isinstance(path, (bytes, os.PathLike)) else as_str_any(as_bytes(path))


@export("gfile.GFile", "gfile.Open", "io.gfile.GFile")
class GFile:
    """A file, opened when it is first read or written.

    Args:
      name: a local path, or a URL of any file system that fsspec knows.
      mode: "r", "w", "a", "r+", "w+" or "a+", with "b" for bytes instead of text. A "+" lets it be read too; "r+" and
        "w+" empty it at the first writing.

    Raises:
      InvalidArgumentError: another mode.
      NotFoundError, FailedPreconditionError (a directory), PermissionDeniedError: (when it is read or written) as the path
        has it, and where the mode does not allow it.
    """

    def __init__(self, name: str | None, mode: str = "r") -> None:
        plain = mode.replace("b", "")
        if plain not in _MODES:
            message = f"mode is not 'r' or 'w' or 'a' or 'r+' or 'w+' or 'a+'; {mode!r} for {name}"
            raise errors.InvalidArgumentError(None, None, message)
        self._name = name
        self._mode = mode
        self._is_binary = "b" in mode
        self._may_read = plain not in ("w", "a")
        self._may_write = plain != "r"
        self._appends = plain.startswith("a")
        self._reader: Any = None
        self._writer: Any = None

    @property
    def name(self) -> Any:
        """The path, as it was given."""
        return self._name

    @property
    def mode(self) -> str:
        """The mode, as it was given."""
        return self._mode

    def _opened(self) -> Any:
        if self._reader is None:
            if not self._may_read:
                message = f"File isn't open for reading; {self._name}"
                raise errors.PermissionDeniedError(None, None, message, path=_path(self._name))
            file = files.open_bytes(_path(self._name))
            if isinstance(file, io.RawIOBase):
                file = io.BufferedReader(file, 1 << 19)
            self._reader = file
            with _named(self._name):
                file.peek(1) if hasattr(file, "peek") else None
        return self._reader

    def _created(self) -> Any:
        if self._writer is None:
            if not self._may_write:
                message = f"File isn't open for writing; {self._name}"
                raise errors.PermissionDeniedError(None, None, message, path=_path(self._name))
            path = _path(self._name)
            self._writer = files.append(path) if self._appends else files.create(path)
        return self._writer

    def _value(self, data: bytes) -> Any:
        """What was read just now, as the mode has it."""
        if self._is_binary or data.isascii():
            return data if self._is_binary else data.decode()
        return decoded(data, _path(self._name), self._reader.tell() - len(data))

    def size(self) -> int:
        """The bytes of the file."""
        return directories.status(_path(self._name)).length

    def write(self, file_content: Any) -> None:
        """Write `file_content`: text (as UTF-8) or bytes."""
        data = as_bytes(file_content)
        with _named(self._name):
            self._created().write(data)

    def read(self, n: int = -1) -> Any:
        """The next `n` characters, or bytes where the mode has a "b"; the rest by default.

        Raises:
          NotTextError: the bytes are no UTF-8.
        """
        with _named(self._name):
            reader = self._opened()
            data = reader.read(n) if self._is_binary or n < 0 else read_characters(reader, n)
            return self._value(data)

    def seek(self, offset: int | None = None, whence: int = 0, position: int | None = None) -> None:
        """Go on reading at another place.

        Args:
          offset: bytes from the start (`whence` 0), from here (1) or from the end (2).
          whence: 0, 1 or 2.
          position: an old name of `offset`.

        Raises:
          TypeError: neither `offset` nor `position`, or both.
          OutOfRangeError: behind the end.
          InvalidArgumentError: before the start, or another `whence`.
        """
        reader = self._opened()
        if offset is None and position is None:
            raise TypeError("seek(): offset argument required")
        if offset is not None and position is not None:
            raise TypeError("seek(): offset and position may not be set simultaneously.")
        if whence not in (0, 1, 2):
            message = f"Invalid whence argument: {whence}. Valid values are 0, 1, or 2.; {self._name}"
            raise errors.InvalidArgumentError(None, None, message)
        size = self.size()
        target = (offset if position is None else position) + (0, reader.tell(), size)[whence]  # type: ignore[operator]
        if target < 0:
            message = f"Seeking to a negative position: {target}; {self._name}"
            raise errors.InvalidArgumentError(None, None, message, path=_path(self._name))
        if target > size:
            message = f"reached end of file; {self._name}, byte {target} of {size}"
            raise errors.OutOfRangeError(None, None, message, path=_path(self._name), offset=target)
        with _named(self._name):
            reader.seek(target)

    def readline(self) -> Any:
        """The next line with its end; empty behind the last. Raises NotTextError."""
        with _named(self._name):
            return self._value(self._opened().readline())

    def readlines(self) -> list[Any]:
        """The lines that are left."""
        return list(self)

    def tell(self) -> int:
        """The byte of the file at which it reads, also in text; for a file that is only written, how many bytes it has."""
        with _named(self._name):
            return self._opened().tell() if self._may_read else self._created().tell()

    def __iter__(self) -> GFile:
        return self

    def __next__(self) -> Any:
        """The next line. Raises StopIteration at the end."""
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    next = __next__

    def __enter__(self) -> GFile:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self.close()

    def flush(self) -> None:
        """Hand what was written to the file system."""
        if self._writer is not None:
            with _named(self._name):
                self._writer.flush()

    def close(self) -> None:
        """Write what is held back. A file that was neither read nor written stays as it is."""
        with _named(self._name):
            if self._reader is not None:
                self._reader.close()
            if self._writer is not None:
                self._writer.close()
        self._reader = self._writer = None

    def seekable(self) -> bool:
        """Whether `seek` works: always."""
        return True


def _named(path: Any) -> contextlib.AbstractContextManager[None]:
    return named(_path(path))


@export("gfile.FastGFile")
class FastGFile(GFile):
    """GFile under the name of an older, unchecked class.

    Args:
      name: a path or URL.
      mode: as of `GFile`, which says what is raised, InvalidArgumentError among it.
    """


@export("gfile.Exists")
def Exists(filename: Any) -> bool:
    """Whether there is a file or a directory of that name.

    Args:
      filename: a path or URL: text, bytes or `os.PathLike`.

    Returns:
      bool.

    Example:
      >>> with tf.gfile.GFile("notes.txt", "w") as file:
      ...     file.write("one")
      >>> tf.gfile.Exists("notes.txt"), tf.gfile.Exists("others.txt")
      (True, False)
    """
    return directories.exists(_path(filename))


@export("gfile.IsDirectory")
def IsDirectory(dirname: Any) -> bool:
    """Whether there is a directory of that name.

    Args:
      dirname: a path or URL.

    Returns:
      bool.
    """
    return directories.is_directory(_path(dirname))


@export("gfile.Glob")
def Glob(filename: Any) -> list[str]:
    """The paths that match a pattern, or any of several, sorted.

    Args:
      filename: a pattern or an iterable of patterns, as of `tf.matching_files`.

    Returns:
      A list of str.
    """
    several = isinstance(filename, Iterable) and not isinstance(filename, (str, bytes))
    return [found for pattern in (filename if several else [filename]) for found in files.glob(_path(pattern))]


@export("gfile.ListDirectory")
def ListDirectory(dirname: Any) -> list[str]:
    """The names in a directory, in no order.

    Args:
      dirname: a path or URL.

    Returns:
      A list of str.

    Raises:
      NotFoundError: there is no such directory.
    """
    return directories.entries(_path(dirname))


@export("gfile.Walk")
def Walk(top: Any, in_order: bool = True) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each directory from `top` on, with what is in it.

    Args:
      top: a path or URL.
      in_order: a directory before those in it; False: after them.

    Yields:
      (path, names of directories, names of files).
    """
    yield from directories.walk(_path(top), in_order)


@export("gfile.Stat")
def Stat(filename: Any) -> directories.Status:
    """What is known of a file or directory.

    Args:
      filename: a path or URL.

    Returns:
      An object with `length` in bytes, `mtime_nsec` in nanoseconds since 1970, and `is_directory`.

    Raises:
      NotFoundError: there is nothing.
    """
    return directories.status(_path(filename))


@export("gfile.MkDir")
def MkDir(dirname: Any) -> None:
    """Make a directory; one that is there stays as it is.

    Args:
      dirname: a path or URL.

    Raises:
      NotFoundError: its parent is not there.
    """
    directories.make(_path(dirname))


@export("gfile.MakeDirs")
def MakeDirs(dirname: Any) -> None:
    """Make a directory and those above it; one that is there stays as it is.

    Args:
      dirname: a path or URL.
    """
    directories.make_all(_path(dirname))


@export("gfile.Remove")
def Remove(filename: Any) -> None:
    """Remove a file.

    Args:
      filename: a path or URL.

    Raises:
      NotFoundError: there is none.
      FailedPreconditionError: it is a directory.
    """
    directories.remove(_path(filename))


@export("gfile.DeleteRecursively")
def DeleteRecursively(dirname: Any) -> None:
    """Remove a directory and all in it.

    Args:
      dirname: a path or URL.

    Raises:
      NotFoundError: there is nothing.
      FailedPreconditionError: it is a file.
    """
    directories.remove_all(_path(dirname))


@export("gfile.Copy")
def Copy(oldpath: Any, newpath: Any, overwrite: bool = False) -> None:
    """Copy a file.

    Args:
      oldpath, newpath: paths or URLs.
      overwrite: whether a file at `newpath` is replaced.

    Raises:
      NotFoundError: there is no such file.
      AlreadyExistsError: there is one at `newpath`, unless it may be replaced.
    """
    directories.copy(_path(oldpath), _path(newpath), overwrite)


@export("gfile.Rename")
def Rename(oldname: Any, newname: Any, overwrite: bool = False) -> None:
    """Move a file or directory.

    Args:
      oldname, newname: paths or URLs.
      overwrite: whether a file at `newname` is replaced.

    Raises:
      NotFoundError: there is nothing at `oldname`.
      AlreadyExistsError: there is something at `newname`, unless it may be replaced.
    """
    directories.move(_path(oldname), _path(newname), overwrite)

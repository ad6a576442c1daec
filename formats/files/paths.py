"""Paths: a local file, or one in a file system that fsspec knows; and errors that say which."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import Any, Union

from ..errors import InvalidArgumentError, NotFoundError, OpError, UnimplementedError, UnknownError
from .remote import PatientFileSystem
from .system_errors import from_os_error

Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def path_text(path: Path) -> str:
    """The path as text; bytes that are not UTF-8 survive, as in `os.fsdecode`."""
    return os.fsdecode(path)


def is_remote(name: str) -> bool:
    """Whether it is a URL, other than of a local file."""
    return bool(_SCHEME.match(name)) and not name.startswith("file://")


def local(name: str) -> str:
    """A local path as the operating system knows it."""
    return name.removeprefix("file://")


def remote(name: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it. Raises UnimplementedError where it is not installed."""
    scheme = name.split("://", 1)[0]
    lacking = f"File system scheme '{scheme}' not implemented (file: '{name}')"
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UnimplementedError(None, None, f"{lacking}; URLs need `pip install fsspec`", path=name) from error
    try:
        file_system, inner = url_to_fs(name)
    except (ImportError, ValueError) as error:  # a known scheme whose package is not installed; an unknown one
        raise UnimplementedError(None, None, f"{lacking}; {error}", path=name) from error
    return PatientFileSystem(file_system, name), inner


_NO_PATTERN = "a name is taken as it stands: tf.gfile.Glob and tf.train.match_filenames_once find what a pattern matches"


@contextlib.contextmanager
def named(path: str) -> Iterator[None]:
    """A block that works on a file: what goes wrong in it becomes an error of `errors` that names the file.

    Local files fail with OSError, and with ValueError for what is no path; file systems of URLs with anything.
    """
    try:
        yield
    except OpError:
        raise
    except OSError as error:
        found = from_os_error(error, path)
        if isinstance(found, NotFoundError) and set(path) & set("*?["):
            found = found.restated(message=f"{found.message} ({_NO_PATTERN})")
        raise found from error
    except Exception as error:
        if is_remote(path):
            raise UnknownError(None, None, f"{path}; {type(error).__name__}: {error}", path=path) from error
        if isinstance(error, ValueError):
            raise InvalidArgumentError(None, None, f"{path!r}; {error}", path=path) from error
        raise

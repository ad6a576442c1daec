"""Files that appear, compressed or not, when they are complete."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import BinaryIO

from ..errors import InvalidArgumentError
from . import replace
from .compression import Deflater
from .paths import Path, named, path_text


class Sink:
    """Takes the bytes of a file."""

    def __init__(self, file: BinaryIO, name: str, compression: str) -> None:
        self._file = file
        self._name = name
        self._deflater = Deflater(compression) if compression else None

    def write(self, data: bytes | memoryview) -> None:
        with named(self._name):
            self._file.write(data if self._deflater is None else self._deflater.write(memoryview(data), [len(data)]))

    def finish(self) -> None:
        """Write what compression still holds."""
        if self._deflater is not None:
            with named(self._name):
                self._file.write(self._deflater.finish())


def check_compression(path: Path, compression: str) -> None:
    """Raises InvalidArgumentError for a compression that there is not."""
    if compression not in ("", "GZIP", "ZLIB"):
        message = f'{path_text(path)}: compression must be "", "GZIP" or "ZLIB"; got {compression!r}'
        raise InvalidArgumentError(None, None, message)


@contextlib.contextmanager
def replace_compressed(path: Path, compression: str = "") -> Iterator[Sink]:
    """Write a file as `files.replace` does, compressed where that is wanted.

    Args:
      compression: "", "GZIP" or "ZLIB".
    Raises:
      InvalidArgumentError: another compression.
      the errors of `files.create`.
    """
    check_compression(path, compression)
    with replace(path) as file:
        sink = Sink(file, path_text(path), compression)
        yield sink
        sink.finish()

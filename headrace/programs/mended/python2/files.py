"""Python 2's files: bytes and texts can be written to any, lines end as they do in the file."""

from __future__ import annotations

import builtins
import csv
import io
import os
from typing import Any

from .byte_texts import BinaryReader
from .texts import as_bytes

_ENCODING: dict[str, Any] = {"encoding": "utf-8", "errors": "surrogateescape"}
"""Bytes that are no UTF-8 are written as they were read."""


class TextFile(io.TextIOWrapper):
    """A file of texts that also takes bytes."""

    is_unbuffered = False

    def write(self, data: Any) -> Any:
        """Write a text or bytes."""
        if isinstance(data, str):
            written: Any = super().write(data)
        else:
            self.flush()
            written = self.buffer.write(data)
        if self.is_unbuffered:
            self.flush()
        return written

    def writelines(self, lines: Any) -> None:
        """Write texts or bytes, one after the other."""
        for line in lines:
            self.write(line)


class _Written:
    """What files of bytes do that also take texts."""

    def write(self, data: Any) -> int:
        """Write bytes or a text."""
        return super().write(as_bytes(data))  # type: ignore[misc]

    def writelines(self, lines: Any) -> None:
        """Write bytes or texts, one after the other."""
        for line in lines:
            self.write(line)


class BinaryFile(_Written, io.BufferedWriter):
    """A file of bytes that also takes texts."""


class UpdatedFile(_Written, io.BufferedRandom):
    """A file of bytes, to read and write, that also takes texts."""


def open(name: Any, mode: str = "r", buffering: int = -1) -> Any:
    """Python 2's `open`.

    With `b` in its mode a file has bytes, which are texts where they meet one. Without it, it has texts, in UTF-8; but one
    that is read, and has a zero byte in its first 8 KB or begins as a pickle does, has bytes: it was a file of bytes that a
    program opened so.
    """
    plain = mode.replace("b", "").replace("U", "") or "r"
    plain = plain if plain[0] in "rwax" else f"r{plain}"
    raw = io.FileIO(name, plain)
    size = buffering if buffering > 1 else io.DEFAULT_BUFFER_SIZE
    if "+" in plain:
        stream: Any = UpdatedFile(raw, size)
    else:
        stream = BinaryReader(raw, size) if plain[0] == "r" else BinaryFile(raw, size)
    if "b" in mode or ("+" not in plain and plain[0] == "r" and stream.seekable() and is_binary(stream.peek(8192)[:8192])):
        return stream
    newline = None if "U" in mode or os.name == "nt" else "\n"
    file = TextFile(stream, **_ENCODING, newline=newline, line_buffering=buffering == 1)
    file.is_unbuffered = buffering == 0
    return file


fdopen = open


def is_binary(head: bytes) -> bool:
    """Whether a file that begins so has no texts: it has a zero byte, or is a pickle."""
    return b"\0" in head or head[:2] in (b"\x80\1", b"\x80\2")


class StringIO(io.BytesIO):
    """A file in memory: of texts where texts are written to it, of bytes where bytes are."""

    def __init__(self, buffer: Any = "") -> None:
        super().__init__(as_bytes(buffer))
        self._is_text = isinstance(buffer, str)
        self.seek(0)

    def _told(self, data: bytes) -> Any:
        return data.decode(**_ENCODING) if self._is_text else data

    def write(self, data: Any) -> int:
        """Write a text or bytes."""
        if not isinstance(data, str):
            self._is_text = False
        return super().write(as_bytes(data))

    def writelines(self, lines: Any) -> None:
        """Write texts or bytes, one after the other."""
        for line in lines:
            self.write(line)

    def read(self, size: Any = -1) -> Any:
        """What follows, or so many bytes of it."""
        return self._told(super().read(size))

    def readline(self, size: Any = -1) -> Any:
        """The next line."""
        return self._told(super().readline(size))

    def readlines(self, hint: Any = -1) -> Any:
        """The lines that follow."""
        return list(map(self._told, super().readlines(hint)))

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        return self._told(super().__next__())

    def getvalue(self) -> Any:
        """All of it."""
        return self._told(super().getvalue())


def takes_bytes(file: Any) -> bool:
    """Whether a file takes bytes alone."""
    return isinstance(file, (io.BufferedIOBase, io.RawIOBase)) and not isinstance(file, StringIO)


def as_lines(file: Any) -> Any:
    """What `csv` reads or writes: files of bytes as files of texts."""
    if takes_bytes(file):
        return io.TextIOWrapper(file, **_ENCODING, newline="", write_through=True)
    return file


def reader(lines: Any, *arguments: Any, **options: Any) -> Any:
    """`csv.reader`, of a file that is open for bytes too."""
    return csv.reader(as_lines(lines), *arguments, **options)


class DictReader(csv.DictReader):
    """`csv.DictReader`, of a file that is open for bytes too."""

    def __init__(self, lines: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(as_lines(lines), *arguments, **options)


class _Rows:
    """A writer of rows to a file that is open for bytes: the file stays open."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> Any:
        """Write a row."""
        return self._file.write(as_bytes(text) if takes_bytes(self._file) else text)


def writer(file: Any, *arguments: Any, **options: Any) -> Any:
    """`csv.writer`, to a file that is open for bytes too."""
    return csv.writer(_Rows(file), *arguments, **options)


class DictWriter(csv.DictWriter):
    """`csv.DictWriter`, to a file that is open for bytes too."""

    def __init__(self, file: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(_Rows(file), *arguments, **options)


def read_all(path: Any) -> bytes:
    """What a file holds."""
    with builtins.open(path, "rb") as file:
        return file.read()

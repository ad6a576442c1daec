"""Files: open a local path or a URL of any file system that fsspec knows, compressed or not; find files by pattern.

    with files.open_stream("logs/train.tfrecord.gz", compression="GZIP") as stream:
        count = stream.readinto(memoryview(buffer))

Local files are read with plain system calls; fsspec is imported only for URLs. Whatever fails raises one of the
classes of `errors`, with TensorFlow's words and the path.
"""

from __future__ import annotations

import contextlib
import fnmatch
import io
import os
import re
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from .. import limits
from .compression import AUTO, CompressedStream, detect
from .paths import Path, is_remote, local, named, path_text, remote
from .pipes import PipeFile, is_pipe
from .stream import LOCAL_SEEK_BYTES, REMOTE_SEEK_BYTES, ByteStream, PlainStream, check_size, out_of_memory, size_of, too_long
from .temporaries import Temporary

_SPECIAL = re.compile(r"[*?\[\\]")
_PIECE_BYTES = 1 << 20


def open_stream(path: Path, compression: str = "") -> ByteStream:
    """Open a file for reading from its start to its end.

    Args:
      path: a local path or a URL.
      compression: "", "GZIP" or "ZLIB", as TensorFlow's options say it; "AUTO" looks at the content. Any other name is
        read as plain, as TensorFlow does, but with a warning.
    Raises:
      NotFoundError, PermissionDeniedError, FailedPreconditionError (a directory): as the path has it.
      UnimplementedError: a URL whose file system is not installed.
      (when read) DataLossError: it has fewer bytes than it had when it was opened; FailedPreconditionError: a named pipe
        that nobody writes to.
    """
    plain = open_plain(path)
    name = plain.path
    if compression == AUTO:
        compression = _detect(plain)
    if compression in CompressedStream.KINDS:
        return CompressedStream(plain, compression)
    if compression:
        warnings.warn(f"Unsupported compression_type:{compression}. No compression will be used: {name}", stacklevel=3)
    return plain


def open_plain(path: Path) -> PlainStream:
    """Open a file for reading from its start to its end, as it is.

    Raises:
      the errors of `open_stream`.
    """
    name = path_text(path)
    file = _open(name, "rb")
    return PlainStream(file, name, size_of(file), REMOTE_SEEK_BYTES if is_remote(name) else LOCAL_SEEK_BYTES)


def open_bytes(path: Path) -> BinaryIO:
    """Open a file for reading, as it is and at any place in it.

    Raises:
      the errors of `open_stream`.
    """
    return _open(path_text(path), "rb")


def read_bytes(path: Path) -> bytes:
    """The whole content of a file, as it is.

    Raises:
      the errors of `open_stream`.
      ResourceExhaustedError: there is no memory for it, or there are more than `limits.unsized_bytes` in a pipe, a device
        or another file that does not tell its size.
    """
    name = path_text(path)
    with named(name), open_bytes(name) as file:
        size = size_of(file)
        try:
            content = _all_of(file, name) if size is None else file.read()
        except MemoryError as error:
            raise out_of_memory(name, 0, error) from error
        check_size(file, name, len(content), size)
        return content


def _all_of(file: BinaryIO, name: str) -> bytes:
    """The content of a file of unknown size."""
    pieces = []
    count = 0
    while piece := file.read(_PIECE_BYTES):
        pieces.append(piece)
        count += len(piece)
        if count > limits.unsized_bytes:
            raise too_long(name, 0, limits.unsized_bytes)
    return b"".join(pieces)


def detect_compression(path: Path) -> str:
    """What a file is compressed with, by its first bytes and not by its name: "", "GZIP" or "ZLIB"."""
    with open_stream(path) as stream:
        return _detect(stream)


def _detect(stream: ByteStream) -> str:
    return detect(stream.peek(512))


def create(path: Path) -> BinaryIO:
    """Open a file for writing, at once visible under its name; what it held is lost.

    Raises:
      NotFoundError (no such directory), PermissionDeniedError, FailedPreconditionError (a directory), UnimplementedError.
    """
    return _open(path_text(path), "wb")


def append(path: Path) -> BinaryIO:
    """Open a file for writing at its end; it is made where there is none.

    Raises:
      the errors of `create`.
    """
    return _open(path_text(path), "ab")


@contextlib.contextmanager
def replace(path: Path) -> Iterator[BinaryIO]:
    """Write a file under a temporary name beside it, and rename it when the block ends well.

    A program that is killed, or a block that raises, leaves what was there before. Object stores show a file
    only when it is complete; there the name is written directly.
    """
    name = path_text(path)
    target = local(name)
    if is_remote(name) or (os.path.exists(target) and not os.path.isfile(target)):
        file = _open(name, "wb")
        try:
            yield file
        except BaseException:
            with contextlib.suppress(Exception):  # what went wrong before is the news
                file.close()
            raise
        with named(name):
            file.close()
        return
    with named(name):
        target = os.path.realpath(target)  # a link stays a link
        temporary = Temporary(target)
    with temporary:
        yield temporary.file
        with named(name):
            temporary.file.close()
            temporary.rename(target)


def glob(pattern: Path) -> list[str]:
    """The paths that match a pattern, sorted; none is no error.

    `*` and `?` match within one part of the path, also a leading dot; `[a-z]`, `[!a-z]` and `[^a-z]` match one
    character; a backslash takes the next character as it is. `**` is the same as `*`. A pattern whose first part is
    not plain gives `./name`.

    Source: tf.matching_files, TensorFlow 2.21.
    """
    text = path_text(pattern)
    if is_remote(text):
        with named(text):
            file_system, inner = remote(text)
            return sorted(file_system.unstrip_protocol(name) for name in file_system.glob(inner))
    here = local(text)
    prefix = text[: len(text) - len(here)]
    if not _SPECIAL.search(here):
        return [text] if here and os.path.exists(here) else []
    parts = here.rstrip("/").split("/")
    found = ["."] if _SPECIAL.search(parts[0]) else [parts.pop(0)]
    for part in parts:
        found = _descend(found, part)
    return sorted(prefix + name for name in found)


def _descend(directories: list[str], part: str) -> list[str]:
    """The entries of the directories that match one part of a pattern."""
    if not _SPECIAL.search(part):
        joined = [f"{directory}/{part}" for directory in directories]
        return [name for name in joined if os.path.exists(name)]
    escaped = re.sub(r"\\(.)", lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], part)
    matches = re.compile(fnmatch.translate(escaped.replace("[^", "[!"))).match
    found = []
    for directory in directories:
        with contextlib.suppress(OSError), os.scandir(directory or "/") as entries:
            found += [f"{directory}/{entry.name}" for entry in entries if matches(entry.name)]
    return found


def _open(path: str, mode: str) -> Any:
    """Open a file or URL."""
    with named(path):
        if is_remote(path):
            file_system, inner = remote(path)
            return file_system.open(inner, mode)
        if mode != "rb":
            return open(local(path), mode)
        return PipeFile(local(path)) if is_pipe(local(path)) else io.FileIO(local(path), mode)

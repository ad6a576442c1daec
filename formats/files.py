"""Open anything: a local path, a URL of any file system that fsspec knows, compressed or not; find files by pattern.

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
from typing import Any, BinaryIO, Union

from . import limits
from .compression import AUTO, CompressedStream, detect
from .errors import UnimplementedError, from_os_error
from .pipes import PipeFile, is_pipe
from .stream import ByteStream, PlainStream, check_size, out_of_memory, size_of, too_long

Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]

_SPECIAL = re.compile(r"[*?\[\\]")
_PIECE_BYTES = 1 << 20
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def path_text(path: Path) -> str:
    """The path as text; bytes that are not UTF-8 survive, as in `os.fsdecode`."""
    return os.fsdecode(path)


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
    name = path_text(path)
    file = _open(name, "rb")
    plain = PlainStream(file, name, _size(file, name))
    if compression == AUTO:
        compression = _detect(plain)
    if compression in CompressedStream.KINDS:
        return CompressedStream(plain, compression)
    if compression:
        warnings.warn(f"Unsupported compression_type:{compression}. No compression will be used: {name}", stacklevel=3)
    return plain


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
    with open_bytes(name) as file:
        size = _size(file, name)
        try:
            content = _all_of(file, name) if size is None else file.read()
        except OSError as error:
            raise from_os_error(error, name) from error
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
      NotFoundError (no such folder), PermissionDeniedError, FailedPreconditionError (a directory), UnimplementedError.
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
    target = _local(name)
    if _is_remote(name) or (os.path.exists(target) and not os.path.isfile(target)):
        with _open(name, "wb") as file:
            yield file
        return
    target = os.path.realpath(target)  # a link stays a link
    folder, base = os.path.split(target)
    temporary = os.path.join(folder, f".{base}.{os.urandom(4).hex()}.part")
    file = _open(temporary, "xb", name)
    try:
        with file:
            yield file
        _renamed(temporary, target, name)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _renamed(temporary: str, target: str, name: str) -> None:
    try:
        os.replace(temporary, target)
    except OSError as error:
        raise from_os_error(error, name) from error


def glob(pattern: Path) -> list[str]:
    """The paths that match a pattern, sorted; none is no error.

    `*` and `?` match within one part of the path, also a leading dot; `[a-z]`, `[!a-z]` and `[^a-z]` match one
    character; a backslash takes the next character as it is. `**` is the same as `*`. A pattern whose first part is
    not plain gives `./name`.

    Source: tf.matching_files, TensorFlow 2.21.
    """
    text = path_text(pattern)
    if _is_remote(text):
        file_system, inner = _remote(text)
        return sorted(file_system.unstrip_protocol(name) for name in file_system.glob(inner))
    local = _local(text)
    prefix = text[: len(text) - len(local)]
    if not _SPECIAL.search(local):
        return [text] if local and os.path.exists(local) else []
    parts = local.rstrip("/").split("/")
    found = ["."] if _SPECIAL.search(parts[0]) else [parts.pop(0)]
    for part in parts:
        found = _descend(found, part)
    return sorted(prefix + name for name in found)


def _descend(folders: list[str], part: str) -> list[str]:
    """The entries of the folders that match one part of a pattern."""
    if not _SPECIAL.search(part):
        joined = [f"{folder}/{part}" for folder in folders]
        return [name for name in joined if os.path.exists(name)]
    escaped = re.sub(r"\\(.)", lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], part)
    matches = re.compile(fnmatch.translate(escaped.replace("[^", "[!"))).match
    found = []
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder or "/") as entries:
            found += [f"{folder}/{entry.name}" for entry in entries if matches(entry.name)]
    return found


def _open(path: str, mode: str, name: str | None = None) -> Any:
    """Open a file or URL; errors call it `name`."""
    try:
        if _is_remote(path):
            file_system, inner = _remote(path)
            return file_system.open(inner, mode)
        local = _local(path)
        if mode != "rb":
            return open(local, mode)
        return PipeFile(local) if is_pipe(local) else io.FileIO(local, mode)
    except OSError as error:
        raise from_os_error(error, name or path) from error


def _size(file: BinaryIO, name: str) -> int | None:
    """The bytes in an open file, None where nobody knows."""
    size = size_of(file)
    if size is None and _is_remote(name) and not hasattr(file, "size"):
        file_system, inner = _remote(name)
        with contextlib.suppress(OSError, NotImplementedError):  # it opens files and tells nothing of them
            size = file_system.size(inner) or None
    return size


def _is_remote(name: str) -> bool:
    return bool(_SCHEME.match(name)) and not name.startswith("file://")


def _local(name: str) -> str:
    return name.removeprefix("file://")


def _remote(name: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it. Raises UnimplementedError where it is not installed."""
    scheme = name.split("://", 1)[0]
    lacking = f"File system scheme '{scheme}' not implemented (file: '{name}')"
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UnimplementedError(f"{lacking}; URLs need `pip install fsspec`", path=name) from error
    try:
        return url_to_fs(name)
    except (ImportError, ValueError) as error:  # a known scheme whose package is not installed; an unknown one
        raise UnimplementedError(f"{lacking}; {error}", path=name) from error

"""How fast a file of rows can be read here, stage by stage, and which stage limits it.

    found = measure("train.tfrecord")
    print(found.limit, [(stage.name, stage.bytes_per_second) for stage in found.stages])

Each stage does what those before it do and one thing more, over the same first part of the file, and what it takes beyond the
one before is its own. The first reads what no cache holds, as far as the system lets that be arranged for a local file.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import tables, tfrecord
from .errors import InvalidArgumentError, OpError
from .files import AUTO, Path, detect_compression, open_bytes, path_text
from .files.paths import is_remote, local, named
from .tables.kinds.tfrecord import TFRecordKind

__all__ = ["ReadingSpeed", "Stage", "measure"]

_PIECE_BYTES = 1 << 20
_LEAST_SECONDS = 0.2

_Progress = Iterator[tuple[int, int]]
"""Bytes of the file, or of what it holds, and records, piece by piece."""


class Stage(NamedTuple):
    """What one thing costs.

    Attributes:
      name: "first read", "read", "decompress", "records" (found, with their checksums) or "rows" (parsed).
      seconds: that a byte of the decompressed file takes, of this stage alone.
      bytes_per_second, records_per_second: of this stage with all before it but the first: of bytes of the file where it is
        read, else of decompressed bytes; no records (0) before they are found.
    """

    name: str
    seconds: float
    bytes_per_second: float
    records_per_second: float


class ReadingSpeed(NamedTuple):
    """How fast a file can be read.

    Attributes:
      path, kind: the file, and of which kind it is.
      compression: "", "GZIP" or "ZLIB".
      bytes: how many of the file were read.
      records: how many they hold.
      stages: in their order.
      limit: the name of the stage that takes longest, of those after the first read.
      note: what was not measured, and why; "" where all was.
    """

    path: str
    kind: str
    compression: str
    bytes: int
    records: int
    stages: tuple[Stage, ...]
    limit: str
    note: str


def measure(path: Path, kind: str | None = None, seconds: float = 1.0) -> ReadingSpeed:
    """The speed of each stage of reading the file at `path`, or as much of it as can be read from disk in a time.

    Args:
      kind: the name of its kind; None: what its content and its name tell.
      seconds: for the first read, about; the others take as long as they need for the same bytes.

    Raises:
      InvalidArgumentError: nobody knows of what kind the file is, or it is empty.
      the errors of `files.open_stream`; DataLossError: it is damaged.
    """
    name = path_text(path)
    found = tables.kind_of(name, kind)
    compression = detect_compression(name)
    size, first = _first_read(name, seconds)
    if not size:
        raise InvalidArgumentError(None, None, f"{name}: an empty file is read in no time", path=name)
    took = {"first read": first, "read": _timed(lambda: _pieces(name), size)[0]}
    content = size
    if compression:
        took["decompress"], content, _ = _timed(lambda: _decompressed(name, size))
    took["records"], _, records = _timed(lambda: _records(name, found), content)
    note = ""
    try:
        schema = found.infer(name)
        took["rows"] = _timed(lambda: _rows(name, found, schema), content, records)[0]
    except OpError as error:
        note = f"what is in the records was not parsed: {error.message}"
    return _result(name, found.name, compression, size, content, records, took, note)


def _result(
    path: str, kind: str, compression: str, size: int, content: int, records: int, took: dict[str, float], note: str
) -> ReadingSpeed:
    stages = []
    before = 0.0
    for name, seconds in took.items():
        own = seconds if name == "first read" else max(seconds - before, 0.0)
        before = 0.0 if name == "first read" else max(before, seconds)
        seconds = max(seconds, 1e-9)
        read = size if name in ("first read", "read") else content
        counts = records if name in ("records", "rows") else 0
        stages.append(Stage(name, own / content, read / seconds, counts / seconds))
    limit = max(stages[1:], key=lambda stage: stage.seconds).name
    return ReadingSpeed(path, kind, compression, size, records, tuple(stages), limit, note)


def _first_read(path: str, seconds: float) -> tuple[int, float]:
    """How many bytes were read before the time was over, and in how many seconds."""
    if not is_remote(path) and hasattr(os, "posix_fadvise"):
        with named(path):
            number = os.open(local(path), os.O_RDONLY)
            try:
                os.fsync(number)  # what is not written yet stays in the cache
                os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(number)
    begin = time.perf_counter()
    count = 0
    for more, _ in _pieces(path):
        count += more
        if time.perf_counter() - begin > seconds:
            break
    return count, time.perf_counter() - begin


def _timed(start: Callable[[], _Progress], most: int | None = None, most_records: int | None = None) -> tuple[float, int, int]:
    """The seconds that a pass over a file takes, its bytes and its records; short passes are made several times.

    Args:
      most, most_records: after how many bytes, or records, a pass ends; None: at its end.
    """
    begin = time.perf_counter()
    passes = 0
    while True:
        count = records = 0
        for more, more_records in start():
            count += more
            records += more_records
            if (most is not None and count >= most) or (most_records is not None and records >= most_records):
                break
        passes += 1
        took = time.perf_counter() - begin
        if took >= _LEAST_SECONDS:
            return took / passes, count, records


def _pieces(path: str) -> _Progress:
    with named(path), open_bytes(path) as file:
        while piece := file.read(_PIECE_BYTES):
            yield len(piece), 0


def _decompressed(path: str, size: int) -> _Progress:
    """What the first `size` bytes of a file hold."""
    with named(path), open_bytes(path) as file:
        inflater = zlib.decompressobj(47)  # of either wrapper
        left = size
        while left and (piece := file.read(min(left, _PIECE_BYTES))):
            left -= len(piece)
            while piece:
                yield len(inflater.decompress(piece, _PIECE_BYTES)), 0
                piece = inflater.unconsumed_tail or inflater.unused_data
                if inflater.eof:
                    inflater = zlib.decompressobj(47)


def _records(path: str, kind: tables.Kind) -> _Progress:
    if isinstance(kind, TFRecordKind):
        for block in tfrecord.read(path, compression=AUTO):
            yield int(block.lengths.sum()) + 16 * len(block), len(block)
        return
    done: list[tuple[int, int]] = []
    kind.count(path, lambda records, data: done.append((data, records)))
    yield from done


def _rows(path: str, kind: tables.Kind, schema: tables.Schema) -> _Progress:
    for batch in kind.read(path, schema):
        yield 0, batch.count

"""The index of a TFRecord file: where its records begin, kept in a file beside it.

The index of `train.tfrecord` is `.train.tfrecord.index`: no pattern that means data files means it by chance. All numbers
are little endian:

    offset  bytes  what
    0       8      "HRINDEX1"
    8       8      size of the TFRecord file, unsigned
    16      8      when it was changed, in nanoseconds since 1970, signed
    24      16     BLAKE2b of parts of its content: all of it up to a MiB; of a larger one 4 KiB at its begin and at its end,
                   and 14 times 512 bytes at equal distances between; of a remote one only those at begin and end
    40      1      how it is compressed: 0 not at all, 1 ZLIB, 2 GZIP
    41      3      zeros
    44      4      CRC-32C of the offsets
    48      8      n, how many records, unsigned
    56      4      CRC-32C of the 56 bytes before
    60      4      zeros
    64      8n + 8 for each record, where its header begins in the uncompressed data, and where the last record ends; unsigned

An index of another size, time or content is of a file that is no more, and is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import shutil
import struct
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..errors import FailedPreconditionError, OpError
from ..files import read_bytes, replace
from ..files.compression import AUTO
from ..files.paths import Path, is_remote, local, named, path_text
from ..files.ranges import Ranges
from ..workers import Progress
from . import _frames_cy as frames
from .checking import Told
from .frame_reader import FrameReader, decompressed

_HEAD = struct.Struct("<8sQq16sB3xIQ")
_HEAD_CRC = struct.Struct("<I4x")
_BEGIN = _HEAD.size + _HEAD_CRC.size
_MAGIC = b"HRINDEX1"
_KINDS = ("", "ZLIB", "GZIP")
_WHOLE_BYTES = 1 << 20
_EDGE_BYTES = 4096
_SAMPLES = 14
_SAMPLE_BYTES = 512


class Fingerprint(NamedTuple):
    """What tells one content of a file from the next: its size, its time, and a digest of parts of it."""

    size: int
    mtime_nsec: int
    digest: bytes

    @classmethod
    def of(cls, ranges: Ranges) -> Fingerprint:
        """Of what a file holds now."""
        size, mtime = ranges.status()
        return cls(size, mtime, _digest(ranges, size))


def _digest(ranges: Ranges, size: int) -> bytes:
    if size <= _WHOLE_BYTES:
        parts = [(0, size)]
    else:
        last = size - _EDGE_BYTES
        between = () if ranges.is_remote else range(1, _SAMPLES + 1)
        parts = [(0, _EDGE_BYTES), *((last * each // (_SAMPLES + 1), _SAMPLE_BYTES) for each in between), (last, _EDGE_BYTES)]
    digest = hashlib.blake2b(digest_size=16)
    for start, length in parts:
        digest.update(ranges.read(start, length))
    return digest.digest()


class Index(NamedTuple):
    """Where the records of a file are.

    Attributes:
      fingerprint: of the file.
      compression: "", "GZIP" or "ZLIB".
      offsets: int64 [n + 1]: where each record's header begins in the uncompressed data, and where the last record ends.
    """

    fingerprint: Fingerprint
    compression: str
    offsets: np.ndarray

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.offsets) - 1


class Indexed(NamedTuple):
    """What `index` has found or made.

    Args:
      path: the file of the index.
      records: how many it knows.
      is_new: whether it was made anew.
    """

    path: str
    records: int
    is_new: bool


def path_of_index(path: Path) -> str:
    """The name of the index of a file."""
    directory, name = os.path.split(path_text(path))
    return os.path.join(directory, f".{name}.index")


def index(path: Path, *, compression: str = AUTO, progress: Progress | None = None) -> Indexed:
    """The index of a TFRecord file, made if it has none that fits: `open` finds it.

    Args:
      path: a local path or a URL.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      progress: called with how many records, and how many bytes of the file, are done since the last call.

    Raises:
      DataLossError: a header is damaged or the last record ends too early; it names the place.
      PermissionDeniedError and other errors of `files.create`: the index cannot be written.
      the errors of `files.open_stream`.
    """
    target = path_of_index(path)
    with Ranges(path) as ranges:
        found = stored(ranges, compression)
        if found is not None:
            return Indexed(target, len(found), False)
        return Indexed(target, store(ranges, compression, progress), True)


def index_of(ranges: Ranges, compression: str, keep: bool) -> Index:
    """The index beside a file, if that fits; else a new one, which is stored there if `keep` says so and it can be."""
    found = stored(ranges, compression)
    if found is None and keep:
        try:
            store(ranges, compression)
        except OpError as error:
            if error.path != path_of_index(ranges.path):
                raise
        found = stored(ranges, compression)
    return build(ranges, compression) if found is None else found


class _Search:
    """Looks for the records of a file.

    Attributes:
      fingerprint, compression, records: of the file; known when all offsets were given.
    """

    def __init__(self, ranges: Ranges, compression: str, progress: Progress | None) -> None:
        self._ranges = ranges
        self.compression = compression
        self._progress = progress
        self.fingerprint = Fingerprint.of(ranges)
        self.records = 0

    def __iter__(self) -> Iterator[np.ndarray]:
        """The offsets of an index, part by part. Raises as `index` does."""
        with decompressed(self._ranges.stream(), self.compression) as stream:
            reader = FrameReader(stream)
            told = Told(self._progress, stream)
            for offsets in reader.offsets():
                yield offsets
                told(len(offsets))
            end = reader.offset
            reader.settle(strict=False)
        if Fingerprint.of(self._ranges) != self.fingerprint:
            path = self._ranges.path
            message = f"{path}: it was changed while its records were looked for"
            raise FailedPreconditionError(None, None, message, path=path)
        self.compression, self.records = stream.kind, reader.record
        yield np.array([end])


def build(ranges: Ranges, compression: str) -> Index:
    """An index in memory. Raises as `index` does."""
    search = _Search(ranges, compression, None)
    offsets = np.concatenate(list(search))
    return Index(search.fingerprint, search.compression, offsets)


def store(ranges: Ranges, compression: str, progress: Progress | None = None) -> int:
    """Write the index of a file beside it, as its records are found. Returns how many they are; raises as `index` does."""
    target = path_of_index(ranges.path)
    crc = 0
    with replace(target) as file, contextlib.ExitStack() as stack:
        search = _Search(ranges, compression, progress)
        # Where nobody can go back to the head, the offsets wait for it.
        body = stack.enter_context(tempfile.TemporaryFile()) if is_remote(target) else file
        body.write(bytes(_BEGIN))
        for part in search:
            data = memoryview(part.astype("<i8", copy=False)).cast("B")
            crc = frames.crc(data, crc)
            with named(target):
                body.write(data)
        head = _HEAD.pack(_MAGIC, *search.fingerprint, _KINDS.index(search.compression), crc, search.records)
        with named(target):
            body.seek(0)
            body.write(head + _HEAD_CRC.pack(frames.crc(head)))
            if body is not file:
                body.seek(0)
                shutil.copyfileobj(body, file)
    return search.records


def stored(ranges: Ranges, compression: str) -> Index | None:
    """The index beside a file; None where there is none, or it is damaged or does not fit."""
    try:
        found = _parsed(_content(path_of_index(ranges.path)))
        if found is None or found.fingerprint != Fingerprint.of(ranges):
            return None
    except OpError:
        return None
    return found if compression in (AUTO, found.compression) else None


def _content(path: str) -> np.ndarray:
    """The bytes of an index, mapped where that can be done: it may have hundreds of megabytes, shared by many processes."""
    if is_remote(path):
        return np.frombuffer(read_bytes(path), np.uint8)
    with named(path), open(local(path), "rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)


def _parsed(content: np.ndarray) -> Index | None:
    """What the bytes of an index say; None where they are damaged, or those of something else."""
    if len(content) < _BEGIN or content[:8].tobytes() != _MAGIC:
        return None
    head, data = content.data[: _HEAD.size], content.data[_BEGIN:]
    _, size, mtime, digest, kind, crc, count = _HEAD.unpack(head)
    if frames.crc(head) != _HEAD_CRC.unpack_from(content, _HEAD.size)[0]:
        return None
    if len(data) != 8 * count + 8 or frames.crc(data) != crc:
        return None
    return Index(Fingerprint(size, mtime, digest), _KINDS[kind], np.frombuffer(data, "<i8"))

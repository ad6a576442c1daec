"""TFRecord: files of length-prefixed, checksummed byte strings.

    for block in tfrecord.read("train.tfrecord"):
        for record in block: ...

    with tfrecord.Writer("out.tfrecord.gz", "GZIP") as writer:
        writer.write(b"...")

A record is `uint64 length | uint32 masked crc32c(the 8 length bytes) | data | uint32 masked crc32c(data)`, all little
endian; nothing stands before, between or after the records. Compression wraps the whole of the file.

Source: the files, and the errors, of TensorFlow's TFRecordReader and TFRecordWriter.
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ..errors import DataLossError, FailedPreconditionError, InvalidArgumentError, OpError
from ..files import create, open_stream, replace
from ..files.blocks import BLOCK_BYTES, RECORDS_PER_BLOCK, BlockReader, check_block_bytes, check_end
from ..files.compression import Deflater, detect
from ..files.paths import Path, named, path_text
from ..files.small import Contents, ManyFiles
from ..records import Records
from . import _frames_cy as frames

_HEADER = struct.Struct("<QI")


def read(path: Path, *, compression: str = "", block_bytes: int = BLOCK_BYTES, strict: bool = False) -> Iterator[Records]:
    """Read a TFRecord file, a block of records at a time, with all checksums checked.

    Args:
      path: a local path or a URL.
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content.
      block_bytes: about how many bytes to read at once; a longer record makes its block longer.
      strict: whether 1 to 11 stray bytes at the end of the file are an error and not a warning.
    Returns:
      blocks in the file's order; `numbers` are the byte offsets of the records in the uncompressed data.
    Raises:
      DataLossError: (after all good records) a checksum differs, the file ends inside a record, or its compressed data
        is damaged. `record` counts from 0, `offset` is where the record begins in the uncompressed data.
      ValueError: block_bytes < 1.
      the errors of `files.open_stream`.
    Warns:
      TornFileWarning: stray bytes at the end, which TensorFlow ignores in silence.
    """
    check_block_bytes(block_bytes)
    return _read(path, compression, block_bytes, strict)


def _read(path: Path, compression: str, block_bytes: int, strict: bool) -> Iterator[Records]:
    starts = np.empty(RECORDS_PER_BLOCK, np.int64)
    ends = np.empty(RECORDS_PER_BLOCK, np.int64)
    with open_stream(path, compression) as stream:
        blocks = BlockReader(stream, block_bytes)
        position = 0
        record = 0
        while True:
            count, position, state = frames.scan(blocks.buffer, position, blocks.filled, starts, ends)
            good = _good_long_records(blocks.buffer, starts[:count], ends[:count])
            if good < count:
                count, position, state = good, int(starts[good]) - 12, frames.BAD_DATA
            if count:
                # Copied, as the arrays serve the next block too.
                block_starts = starts[:count].copy()
                numbers = block_starts + (blocks.offset - 12)
                yield Records(blocks.buffer, block_starts, ends[:count].copy(), stream.path, numbers)
                record += count
            if state in (frames.BAD_LENGTH, frames.BAD_DATA):
                error = _corrupted(blocks, position, record, state)  # first, as looking ahead moves on
                raise blocks.failure_after(record) or error
            if state == frames.COMPLETE and position < blocks.filled:
                continue
            if blocks.ended:
                break
            blocks.advance(position)
            position = 0
        left = blocks.filled - position
        if blocks.failure is None and left >= _HEADER.size:
            raise _truncated(blocks, position, record)
        check_end(blocks, position, left, record, strict, "a record's header of 12")


def of_contents(contents: Contents) -> ManyFiles:
    """The records of files, given their contents (at least a byte each), up to the first file that is not all good."""
    buffer, bounds = contents
    most = len(buffer) // 16
    starts, ends = np.empty(most, np.int64), np.empty(most, np.int64)
    count, _, _ = frames.scan(buffer, 0, len(buffer), starts, ends)
    count = _good_long_records(buffer, starts[:count], ends[:count])
    starts, ends = starts[:count], ends[:count]
    ended = ends + 4
    firsts = np.searchsorted(ended, bounds, side="right")
    torn = np.flatnonzero(ended[firsts[1:] - 1] != bounds[1:]) if count else np.arange(1)
    files = int(torn[0]) if len(torn) else contents.files
    firsts = firsts[: files + 1]
    count = int(firsts[-1])
    numbers = starts[:count] - 12 - bounds[:files].repeat(np.diff(firsts))
    return ManyFiles(Records(buffer, starts[:count], ends[:count], None, numbers), firsts)


def _good_long_records(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> int:
    """How many records come before the first one whose data is long and does not have the checksum it should have."""
    long = np.flatnonzero(ends - starts > frames.LONG_BYTES)
    if not len(long):
        return len(starts)
    view = buffer.data
    ends = ends[long]
    bounds = zip(starts[long].tolist(), ends.tolist(), strict=True)
    crcs = np.array([frames.masked_crc(view[start:end]) for start, end in bounds], np.uint32)
    stored = buffer[ends[:, None] + np.arange(4)].view("<u4")[:, 0]
    wrong = np.flatnonzero(crcs != stored)
    return int(long[wrong[0]]) if len(wrong) else len(starts)


def _corrupted(blocks: BlockReader, position: int, record: int, state: int) -> DataLossError:
    """The error for a record whose length or data has another checksum than it should have."""
    offset = blocks.offset + position
    data = blocks.buffer[position : blocks.filled].tobytes()
    length, length_crc = _HEADER.unpack_from(data)
    if state == frames.BAD_LENGTH:
        words = f"corrupted record at {offset}" + (" (Is this even a TFRecord file?)" if not offset else "")
        fact = f"length CRC is 0x{frames.masked_crc(data[:8]):08x}, the file says 0x{length_crc:08x}"
        if not offset and detect(data):
            fact += f"; the file looks like {detect(data)}"
    else:
        words = f"corrupted record at {offset + 12}"
        (data_crc,) = struct.unpack_from("<I", data, 12 + length)
        fact = f"data CRC is 0x{frames.masked_crc(data[12 : 12 + length]):08x}, the file says 0x{data_crc:08x}"
    path = blocks.stream.path
    message = f"{words}; {path}: record {record} at offset {offset}: {fact}"
    return DataLossError(None, None, message, path=path, record=record, offset=offset)


def _truncated(blocks: BlockReader, position: int, record: int) -> DataLossError:
    """The error for a record whose length is right and whose end is not there."""
    offset = blocks.offset + position
    length, _ = _HEADER.unpack_from(blocks.buffer.data, position)
    path = blocks.stream.path
    message = (
        f"truncated record at {offset}' failed with {blocks.stream.end_words}; "
        f"{path}: record {record} at offset {offset}: {length} bytes and their CRC should follow its header, "
        f"the data ends after {blocks.filled - position - 12}"
    )
    return DataLossError(None, None, message, path=path, record=record, offset=offset)


class Writer:
    """Writes records to a file. Use it in a `with` block, or call `close`.

    Args:
      path: a local path or a URL. What the file held is lost.
      compression: "", "GZIP" or "ZLIB".
      atomic: whether the file appears under its name only when it is complete: it is written beside it and renamed on
        `close`, and dropped when the `with` block raises. Otherwise the file is there at once, and others can read
        what `flush` has written.
      options: for compressed files, TensorFlow's: see `compression.Deflater`.
    Raises:
      InvalidArgumentError: an unknown compression, or an option out of its range.
      NotFoundError, PermissionDeniedError, FailedPreconditionError: the file cannot be made.
    Source: tf.python_io.TFRecordWriter; the bytes are the same.
    """

    _PENDING_BYTES = 1 << 18
    _PENDING_RECORDS = 1 << 11

    def __init__(self, path: Path, compression: str = "", *, atomic: bool = False, **options: int | None) -> None:
        self._closed = True  # until all is well, for __del__
        self.path = path_text(path)
        if compression not in ("", "GZIP", "ZLIB"):
            raise InvalidArgumentError(
                None,
                None,
                f'Not a valid compression_type: "{compression}"; {self.path}: must be "", "GZIP" or "ZLIB"',
                path=self.path,
            )
        deflater = Deflater(compression, **options) if compression else None
        self._stack = contextlib.ExitStack()
        if not atomic:
            self._stack.enter_context(named(self.path))  # closing may fail too
        self._file: Any = self._stack.enter_context(replace(path) if atomic else create(path))
        self._atomic = atomic
        self._deflater = deflater
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._closed = False

    def write(self, record: bytes) -> None:
        """Add a record.

        Raises:
          TypeError: it is not bytes (str is written as UTF-8, as TensorFlow does).
          FailedPreconditionError: the writer is closed.
        """
        if type(record) is not bytes:
            record = self._as_bytes(record)
        if self._closed:
            raise self._is_closed()
        self._pending.append(record)
        self._pending_bytes += len(record)
        if self._pending_bytes >= self._PENDING_BYTES or len(self._pending) >= self._PENDING_RECORDS:
            self._drain()

    def write_many(self, records: Records | Iterable[bytes]) -> None:
        """Add records, several times faster than one by one."""
        if isinstance(records, Records):
            if self._closed:
                raise self._is_closed()
            self._drain()
            self._put(records)
        else:
            for record in records:
                self.write(record)

    def flush(self) -> None:
        """Make what was written so far visible to those who read the file.

        Raises:
          FailedPreconditionError: the writer is closed.
        """
        if self._closed:
            raise self._is_closed()
        self._drain()
        with named(self.path):
            if self._deflater is not None:
                self._file.write(self._deflater.flush())
            self._file.flush()

    def close(self) -> None:
        """Write what is left and close the file. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with self._stack:  # closes the file even if what is left cannot be written
            self._drain()
            if self._deflater is not None:
                with named(self.path):
                    self._file.write(self._deflater.finish())

    def disown(self) -> None:
        """Forget what is not written yet, without a change to the file: for a forked child, whose parent writes it."""
        self._closed = True
        self._pending.clear()
        with contextlib.suppress(OSError, AttributeError):  # remote files have no number
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, self._file.fileno())
            finally:
                os.close(nowhere)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if kind is not None and self._atomic:
            self._closed = True
            self._stack.__exit__(kind, error, traceback)
        else:
            self.close()

    def __del__(self) -> None:
        if not self._closed and not self._atomic:
            with contextlib.suppress(OpError, OSError):
                self.close()

    def _as_bytes(self, record: object) -> bytes:
        if isinstance(record, str):
            return record.encode()
        if isinstance(record, (bytes, bytearray)):
            return bytes(record)
        raise TypeError(f"{self.path}: expected bytes, {type(record).__name__} found")

    def _is_closed(self) -> FailedPreconditionError:
        return FailedPreconditionError(None, None, f"Writer is closed.; {self.path}", path=self.path)

    def _drain(self) -> None:
        pending, self._pending, self._pending_bytes = self._pending, [], 0
        if pending:
            self._put(Records.from_list(pending))

    def _put(self, records: Records) -> None:
        starts = np.ascontiguousarray(records.starts, np.int64)
        ends = np.ascontiguousarray(records.ends, np.int64)
        out = np.empty(int((ends - starts).sum()) + 16 * len(starts), np.uint8)
        frames.frame(np.ascontiguousarray(records.buffer), starts, ends, out)
        with named(self.path):
            if self._deflater is None:
                self._file.write(out.data)
            else:
                self._file.write(self._deflater.write(out.data, (ends - starts).tolist()))

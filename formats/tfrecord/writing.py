"""Writer: TFRecord files, to the very bytes that TensorFlow makes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..doors import door, show_program
from ..errors import FailedPreconditionError, InvalidArgumentError, OpError
from ..files import create, replace
from ..files.compression import Deflater
from ..files.paths import Path, named, path_text
from ..records import Records
from . import _frames_cy as frames
from .frame_reader import FRAME_BYTES, HEADER


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

    @door
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
        """Add `record`.

        Raises:
          TypeError: it is not bytes (str is written as UTF-8, as TensorFlow does).
          FailedPreconditionError: the writer is closed.
        """
        try:
            if type(record) is not bytes:
                record = self._as_bytes(record)
            if self._closed:
                raise self._is_closed()
            self._pending.append(record)
            self._pending_bytes += len(record)
            if self._pending_bytes >= self._PENDING_BYTES or len(self._pending) >= self._PENDING_RECORDS:
                self._drain()
        except BaseException as error:  # written out: a record must not wait for a decorator
            show_program(error)
            raise

    @door
    def write_many(self, records: Records | Iterable[bytes]) -> None:
        """Add `records`, several times faster than one by one."""
        if isinstance(records, Records):
            if self._closed:
                raise self._is_closed()
            self._drain()
            self._put(records)
        else:
            for record in records:
                self.write(record)

    @door
    def copy(self, records: Records) -> None:
        """Add `records` that lie in their frames, checked, as `read` gives them: the frames are copied as they are.

        Raises:
          FailedPreconditionError: the writer is closed.
        """
        if self._closed:
            raise self._is_closed()
        if not len(records):
            return
        self._drain()
        starts, ends = records.starts - HEADER.size, records.ends + (FRAME_BYTES - HEADER.size)
        if (starts[1:] == ends[:-1]).all():
            found = records.buffer[starts[0] : ends[-1]]
        else:
            found = np.empty(int((ends - starts).sum()), np.uint8)
            frames.gather(records.buffer, starts, ends, found)
        self._append(found.data, records.lengths)

    @door
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

    @door
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
        self._append(framed(records), records.ends - records.starts)

    def _append(self, data: memoryview, lengths: np.ndarray) -> None:
        """Write frames of records of these lengths."""
        with named(self.path):
            self._file.write(data if self._deflater is None else self._deflater.write(data, lengths.tolist()))


def framed(records: Records) -> memoryview:
    """What a TFRecord file of these records has."""
    starts = np.ascontiguousarray(records.starts, np.int64)
    ends = np.ascontiguousarray(records.ends, np.int64)
    out = np.empty(int((ends - starts).sum()) + 16 * len(starts), np.uint8)
    frames.frame(np.ascontiguousarray(records.buffer), starts, ends, out)
    return out.data

"""GZIP and ZLIB: decompress strings and streams, compress TFRecord files, tell how a file is compressed."""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from .. import limits
from ..errors import DataLossError, InvalidArgumentError, OpError, TornFileWarning
from .stream import ByteStream, PlainStream, too_long

AUTO = "AUTO"
BY_SUFFIX = {".gz": "GZIP", ".gzip": "GZIP", ".zz": "ZLIB", ".zlib": "ZLIB", ".z": "ZLIB"}
"""What the end of a file's name says of how it is compressed."""

_INPUT_BYTES = 1 << 16


def like(target: str, source: str, kind: str) -> str:
    """How a file is compressed of which nobody says it: as its suffix tells, or that it has none where the source's has one;
    where neither name tells, as the source is.

    Args:
      target, source: the names.
      kind: how the source is compressed, by its content.
    """
    told = [next((kind for suffix, kind in BY_SUFFIX.items() if name.endswith(suffix)), "") for name in (target, source)]
    return told[0] if any(told) else kind


def _window_bits(kind: str) -> int:
    """zlib's parameter for the wrapper of "GZIP" or "ZLIB"."""
    return {"GZIP": 31, "ZLIB": 15}[kind]


class Mark(NamedTuple):
    """A place in a compressed file, and all that is needed to go on from there: some 50 kB.

    Attributes:
      offset: how many decompressed bytes come before.
    """

    offset: int
    source_offset: int
    inflater: Any
    in_first: bool
    pushed: bytes


class CompressedStream(ByteStream):
    """The decompressed content of a file of one or several GZIP members or ZLIB streams, one after the other.

    Everything that can be decompressed before a damaged place is given before the error is raised. TensorFlow ignores
    all that follows the first ZLIB stream, and drops what it decompressed together with a wrong checksum.
    """

    KINDS = ("GZIP", "ZLIB")

    end_words = skip_words = "EOF reached"
    late = True

    def __init__(self, source: PlainStream, kind: str) -> None:
        super().__init__(source.path)
        self._source = source
        self._bits = _window_bits(kind)
        self.kind = kind
        self._inflater: Any = None  # None between two members
        self._input: bytes | memoryview = b""
        self._source_ended = False
        self._pushed = b""
        self._failure: OpError | None = None
        self._given = 0
        self._in_first = True

    def readinto(self, view: memoryview) -> int:
        filled = 0
        if self._pushed:
            filled = min(len(view), len(self._pushed))
            view[:filled] = self._pushed[:filled]
            self._pushed = self._pushed[filled:]
        while filled < len(view):
            data = self._next(len(view) - filled)
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        if not filled and len(view) and self._failure is not None:
            raise self._failure
        return filled

    def push_back(self, data: bytes) -> None:
        self._pushed = data + self._pushed

    @property
    def taken(self) -> int:
        return self._source.taken

    def mark(self) -> Mark:
        """The place where the stream is."""
        inflater = None if self._inflater is None else self._inflater.copy()
        offset = self._given - len(self._pushed)
        return Mark(offset, self._source.taken - len(self._input), inflater, self._in_first, self._pushed)

    def go_to(self, mark: Mark) -> None:
        """Go on from a place where the stream was."""
        self._source.go_to(mark.source_offset)
        self._inflater = None if mark.inflater is None else mark.inflater.copy()
        self._given = mark.offset + len(mark.pushed)
        self._in_first = mark.in_first
        self._pushed = mark.pushed
        self._input = b""
        self._failure = None
        self._source_ended = self.torn = False

    def most_at_once(self) -> int:
        return max(limits.unsized_bytes, limits.compression_ratio * (self._source.size or 0))

    def close(self) -> None:
        self._source.close()

    def _next(self, most: int) -> bytes:
        """At least one and at most `most` decompressed bytes; none at the end, after which `_failure` says why."""
        while self._failure is None:
            if self._inflater is None:
                if not len(self._input) and not self._fill():
                    return b""
                self._inflater = zlib.decompressobj(self._bits)
            saved = self._inflater.copy()
            try:
                data = self._inflater.decompress(self._input, most)
            except zlib.error as error:
                data = self._salvage(saved, most)
                self._failure = self._damaged(error, data)
            else:
                if self._inflater.eof:
                    self._input = self._inflater.unused_data
                    self._inflater = None
                    self._in_first = False
                else:
                    self._input = self._inflater.unconsumed_tail
                    if not data and not len(self._input) and not self._fill():
                        self.torn = True
                        return b""
            if data:
                self._given += len(data)
                return data
        return b""

    def _fill(self) -> bool:
        """Read more compressed bytes. Returns whether there were any."""
        if self._source_ended:
            return False
        scratch = bytearray(_INPUT_BYTES)
        try:
            count = self._source.readinto(memoryview(scratch))
        except OpError as error:
            self._failure = error
            count = 0
        self._source_ended = count == 0
        self._input = memoryview(scratch)[:count]
        return count > 0

    def _salvage(self, inflater: Any, most: int) -> bytes:
        """All that comes out before the damage: zlib drops the output of a failing call, so find what does not fail."""
        best = b""

        def works(size: int, limit: int) -> bool:
            nonlocal best
            try:
                best = inflater.copy().decompress(self._input[:size], limit)
            except zlib.error:
                return False
            return True

        if works(0, most):
            _bisect(lambda size: works(size, most), len(self._input))
        else:  # the damaged bits have been taken in already
            _bisect(lambda limit: works(0, limit), most)
        return best

    def _damaged(self, error: zlib.error, salvaged: bytes) -> DataLossError:
        found = re.match(r"Error (-?\d+) while decompressing data: (.*)", str(error))
        words = f"inflate() failed with error {found[1]}: {found[2]}" if found else f"inflate() failed: {error}"
        offset = self._given + len(salvaged)
        where = f"{self.path}: {self.kind} data is damaged after {offset} decompressed bytes"
        if self._in_first and not offset and "header" in words:
            looks = detect(bytes(self._input[:512]))
            if looks != self.kind:
                seems = f"like {looks}" if looks else "uncompressed"
                where = f"{self.path}: read as {self.kind}, but it looks {seems}"
        return DataLossError(None, None, f"{words}; {where}", path=self.path, offset=offset)


def decompress(content: bytes, kind: str, name: str = "compressed string") -> bytes:
    """What a string holds that is compressed by "GZIP" or "ZLIB"; of one that is cut, what is there. Errors call it `name`.

    Raises:
      DataLossError: it is damaged.
      ResourceExhaustedError: it holds more than `limits` allow.
    Warns:
      TornFileWarning: it is cut.
    """
    stream = CompressedStream(PlainStream(io.BytesIO(content), name, len(content)), kind)
    most = stream.most_at_once()
    pieces = []
    given = 0
    piece = memoryview(bytearray(_INPUT_BYTES))
    while count := stream.readinto(piece):
        given += count
        if given > most:
            raise too_long(name, 0, most)
        pieces.append(bytes(piece[:count]))
    if stream.torn:
        warnings.warn(f"{name}: it ends without the end mark of {kind}, after {given} bytes", TornFileWarning, stacklevel=2)
    return b"".join(pieces)


def _bisect(works: Callable[[int], bool], bad: int) -> None:
    """Try numbers above 0 and below `bad`, which fails, so that the last one to work is the largest that does."""
    good = 0
    while bad - good > 1:
        middle = (good + bad) // 2
        if works(middle):
            good = middle
        else:
            bad = middle


def detect(head: bytes) -> str:
    """What the first bytes of a file (some hundred are enough) say of its compression: "", "GZIP" or "ZLIB".

    Source: RFC 1952 (magic number) and RFC 1950 (header check). Two bytes of text can pass for a ZLIB header, so the
    data after them must decompress too.
    """
    if head[:3] == b"\x1f\x8b\x08":
        return "GZIP"
    if len(head) < 2 or head[0] & 0x8F != 8 or (head[0] << 8 | head[1]) % 31 or head[1] & 0x20:
        return ""
    try:
        zlib.decompressobj().decompress(head, 1 << 16)
    except zlib.error:
        return ""
    return "ZLIB"


def looks_like(head: bytes) -> str:
    """What `detect` says of the first bytes of a file that is read as text; "" where they may be text."""
    kind = detect(head)
    return "" if kind == "ZLIB" and head[:2] not in (b"x\x01", b"x\x9c", b"x\xda") else kind


class Deflater:
    """Compresses TFRecord frames to the very bytes that TensorFlow's writer makes of them.

    Args:
      kind: "GZIP" or "ZLIB".
      compression_level: 0 to 9, or -1 for zlib's default. (Level 0 makes other block bounds than TensorFlow.)
      compression_method: 8, deflate, is the only one.
      mem_level: 1 to 9.
      compression_strategy: 0 to 4, zlib's Z_DEFAULT_STRATEGY to Z_FIXED.
      window_bits: 9 to 15 for a zlib wrapper, 25 to 31 for gzip, -15 to -9 for none; None follows `kind`.
      flush_mode: how zlib flushes whenever TensorFlow's input buffer is full: 0 (not at all), 1 (Z_PARTIAL_FLUSH),
        2 (Z_SYNC_FLUSH), 3 (Z_FULL_FLUSH) or 5 (Z_BLOCK).
      input_buffer_size: bytes in that buffer.
      output_buffer_size: at least 2; it changes nothing here.
    Raises:
      InvalidArgumentError: an option is out of its range.
    Source: tf.python_io.TFRecordOptions.
    """

    def __init__(
        self,
        kind: str,
        *,
        flush_mode: int | None = None,
        input_buffer_size: int | None = None,
        output_buffer_size: int | None = None,
        window_bits: int | None = None,
        compression_level: int | None = None,
        compression_method: int | None = None,
        mem_level: int | None = None,
        compression_strategy: int | None = None,
    ) -> None:
        if output_buffer_size is not None and output_buffer_size < 2:
            raise InvalidArgumentError(None, None, f"output_buffer_bytes should be greater than 1; got {output_buffer_size}")
        self._flush_mode = flush_mode or zlib.Z_NO_FLUSH
        if self._flush_mode not in (0, 1, 2, 3, 5):
            raise InvalidArgumentError(None, None, f"flush_mode must be one of 0, 1, 2, 3, 5, got {flush_mode}")
        self._capacity = 256 << 10 if input_buffer_size is None else input_buffer_size
        self._buffered = 0
        arguments = (
            -1 if compression_level is None else compression_level,
            zlib.DEFLATED if compression_method is None else compression_method,
            _window_bits(kind) if window_bits is None else window_bits,
            9 if mem_level is None else mem_level,
            zlib.Z_DEFAULT_STRATEGY if compression_strategy is None else compression_strategy,
        )
        try:
            self._deflate = zlib.compressobj(*arguments)
        except ValueError as error:
            names = "compression_level, compression_method, window_bits, mem_level, compression_strategy"
            raise InvalidArgumentError(None, None, f"deflateInit failed with status-2; ({names}) = {arguments}") from error

    def write(self, frames: memoryview, lengths: list[int]) -> bytes:
        """Compress frames of records of these lengths. Returns what is ready."""
        if self._flush_mode == zlib.Z_NO_FLUSH:
            return self._deflate.compress(frames)
        # TensorFlow appends a frame in three pieces to a buffer, and flushes when a piece does not fit.
        ready = []
        at = 0
        for length in lengths:
            for size in (12, length, 4):
                if size > self._capacity - self._buffered:
                    ready.append(self._deflate.flush(self._flush_mode))
                    self._buffered = 0
                ready.append(self._deflate.compress(frames[at : at + size]))
                at += size
                if size <= self._capacity:
                    self._buffered += size
                else:
                    ready.append(self._deflate.flush(self._flush_mode))
        return b"".join(ready)

    def flush(self) -> bytes:
        """All of what was written so far, so that it can be read."""
        self._buffered = 0
        return self._deflate.flush(zlib.Z_PARTIAL_FLUSH)

    def finish(self) -> bytes:
        """What is left, and the end mark."""
        return self._deflate.flush(zlib.Z_FINISH)

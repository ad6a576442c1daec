"""BlockReader: a stream in blocks, each in an array of its own, beginning with what the caller left of the block before."""

from __future__ import annotations

import warnings

import numpy as np

from ..errors import DataLossError, OpError, TornFileWarning
from .stream import ByteStream, out_of_memory, too_long

BLOCK_BYTES = 1 << 21
FIRST_BLOCK_BYTES = 1 << 16  # small, so that the first batch comes soon
_LOOK_AHEAD_BYTES = 1 << 18
RECORDS_PER_BLOCK = 1 << 13  # bounds the arrays of bounds where records are short


class BlockReader:
    """The bytes at hand of a stream, and how to get more.

    Args:
      stream: it is read to its end.
      block_bytes: about how many bytes to read at once.
      keeps: whether `buffer` is a new array each time, for the caller to keep; else two serve in turn.

    Attributes:
      buffer: uint8 array; `buffer[:filled]` is data.
      offset: where in the stream the buffer begins.
      ended: no more data will come, because of the end or of `failure`.
      failure: what stopped the stream, or None. What could be read before it is at hand.
      over_limit: whether that is a record longer than the stream allows, behind which there is more.
    """

    def __init__(self, stream: ByteStream, block_bytes: int, keeps: bool = True) -> None:
        self.stream = stream
        self.buffer = np.empty(0, np.uint8)
        self.filled = 0
        self.offset = 0
        self.ended = False
        self.failure: OpError | None = None
        self.over_limit = False
        self._spare = None if keeps else self.buffer
        self._block_bytes = block_bytes
        self._next_bytes = min(block_bytes, FIRST_BLOCK_BYTES)

    def advance(self, position: int, most: int | None = None) -> None:
        """Drop `buffer[:position]`, which may end beyond it, move the rest to a new array and fill that up from the stream.

        The rest may be most of a block, or several: then the new array is twice as large, so that a long record is
        copied a bounded number of times, and memory follows the data and not the length that a record claims. One that
        is longer than the stream allows is a `failure`.
        """
        if position > self.filled:
            self._skip(position - self.filled)
            position = self.filled
        kept = self.filled - position
        wanted = max(self._next_bytes if most is None else most, kept)
        longest = self.stream.most_at_once()
        if longest is not None:
            wanted = min(wanted, longest - kept)
        remaining = self.stream.remaining()
        if remaining is not None:
            wanted = min(wanted, remaining + 1)  # one more, to see the end in the same call
        rest = self.buffer[position : self.filled]
        self.offset += position
        self.filled = kept
        if wanted <= 0:
            self.buffer = rest
            self._fail(too_long(self.stream.path, self.offset, kept))
            self.over_limit = True
            return
        try:
            self.buffer = self._place(kept + wanted)
        except MemoryError as error:
            self.buffer = rest
            self._fail(out_of_memory(self.stream.path, self.offset, error))
            return
        self.buffer[:kept] = rest
        self._fill(self.buffer.data[: kept + wanted])
        if most is None:
            self._next_bytes = min(self._block_bytes, self._next_bytes * 4)

    def go_on(self) -> None:
        """After a record over the limit: what comes next can be read."""
        self.failure = None
        self.ended = self.over_limit = False

    def failure_after(self, record: int) -> OpError | None:
        """What stopped the stream, as an error that also says how many whole records came before; None if nothing did.

        Bytes that were damaged in compressed form come out as wrong records before the decompressor notices. So this
        looks ahead, as far as TensorFlow has decompressed when it hands out a record.
        """
        if self.failure is None and self.stream.late:
            self._skip(_LOOK_AHEAD_BYTES)
        if self.failure is None:
            return None
        failure = self.failure
        message = f"{failure.message}; after {record} whole records"
        error = failure.restated(message=message, record=record)
        error.__cause__ = failure
        return error

    def _place(self, size: int) -> np.ndarray:
        """An array of so many bytes, or more."""
        if self._spare is None:
            return np.empty(size, np.uint8)
        found, self._spare = self._spare, self.buffer
        return found if size <= len(found) else np.empty(size, np.uint8)

    def _fill(self, view: memoryview) -> None:
        try:
            while self.filled < len(view) and not self.ended:
                count = self.stream.readinto(view[self.filled :])
                self.filled += count
                self.ended = count == 0
        except OpError as error:
            self._fail(error)

    def _skip(self, count: int) -> None:
        try:
            self.offset += self.stream.skip(count)
        except OpError as error:
            self._fail(error)

    def _fail(self, error: OpError) -> None:
        self.failure = error
        self.ended = True


def check_block_bytes(block_bytes: int) -> None:
    """Raises ValueError unless each block is to have at least one byte."""
    if block_bytes < 1:
        raise ValueError(f"block_bytes must be >= 1, got {block_bytes}")


def check_end(blocks: BlockReader, position: int, left: int, record: int, strict: bool, whole: str) -> None:
    """Settle what the end of the data leaves over, after all whole records.

    Args:
      position: where the next record would begin in the buffer.
      left: how many bytes lie there that make no whole record.
      record: the number of that record.
      strict: whether leftover bytes, or a compressed stream without its end, are an error; else they are a warning.
      whole: what they are too few for.
    Raises:
      the failure that stopped the stream.
      DataLossError: (strict) as said.
    """
    failure = blocks.failure_after(record)
    if failure is not None:
        raise failure
    path = blocks.stream.path
    offset = blocks.offset + position
    facts = []
    if left:
        facts.append(f"{left} stray bytes at offset {offset}, after {record} whole records: too few for {whole}")
    if blocks.stream.torn:
        facts.append(f"the compressed data ends without its end mark, after {blocks.offset + blocks.filled} bytes")
    if not facts:
        return
    message = f"{path}: {'; '.join(facts)}"
    if strict:
        words = f"truncated record at {offset}' failed with {blocks.stream.end_words}"
        raise DataLossError(None, None, f"{words}; {message}", path=path, record=record, offset=offset)
    warnings.warn(message, TornFileWarning, stacklevel=3)

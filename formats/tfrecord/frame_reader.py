"""FrameReader: the records of a stream, and where one is damaged what is wrong there and where the next good one begins."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

import numpy as np

from ..errors import DataLossError
from ..files import open_plain, open_stream
from ..files.blocks import RECORDS_PER_BLOCK, BlockReader, check_end
from ..files.compression import AUTO, CompressedStream, detect
from ..files.paths import Path
from ..files.stream import ByteStream, PlainStream
from ..records import Records
from . import _frames_cy as frames
from .damage import COMPRESSION, DATA_CRC, HEADER_CRC, LENGTH, STRAY, TORN, Damage

HEADER = struct.Struct("<QI")
_CRC = struct.Struct("<I")
FRAME_BYTES = HEADER.size + _CRC.size
"""What a record takes beside its data."""

PASSING_BYTES = 1 << 20
"""What is looked at once and dropped is taken in pieces that stay in the processor's cache."""

_PAGE = 4096
_TRIALS = 16
_FREE_TRIAL_BYTES = 1 << 26


def opened(path: Path, compression: str) -> ByteStream:
    """A stream of a file's frames: see `decompressed`.

    Raises:
      the errors of `files.open_stream`.
    """
    return open_stream(path, compression) if compression != AUTO else decompressed(open_plain(path), AUTO)


def decompressed(stream: PlainStream, compression: str) -> ByteStream:
    """A stream of frames, of the file's bytes.

    Args:
      compression: "", "GZIP", "ZLIB", or "AUTO" to look at the content: a file that begins with a right length is a plain
        one, whatever else it is like.
    """
    if compression == AUTO:
        head = stream.peek(512)
        compression = "" if is_header(head) else detect(head)
    return CompressedStream(stream, compression) if compression else stream


def is_header(data: bytes | memoryview) -> bool:
    """Whether `data`, 12 bytes at the beginning of a file, is a length and its checksum."""
    return len(data) >= HEADER.size and frames.masked_crc(data[:8]) == _CRC.unpack_from(data, 8)[0]


def good_long_records(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> int:
    """How many records come before the first one whose data is long and does not have the checksum it should have."""
    lengths = ends - starts
    if not len(lengths) or lengths.max() <= frames.LONG_BYTES:
        return len(starts)
    long = np.flatnonzero(lengths > frames.LONG_BYTES)
    view = buffer.data
    ends = ends[long]
    bounds = zip(starts[long].tolist(), ends.tolist(), strict=True)
    crcs = np.array([frames.masked_crc(view[start:end]) for start, end in bounds], np.uint32)
    stored = buffer[ends[:, None] + np.arange(4)].view("<u4")[:, 0]
    wrong = np.flatnonzero(crcs != stored)
    return int(long[wrong[0]]) if len(wrong) else len(starts)


class FrameReader:
    """The frames of a stream from its start to its end.

    Args:
      stream, block_bytes: what to read, and how many bytes at once.
      keeps: whether blocks are the caller's to keep; else each is good until the next is asked for, and has no numbers.

    Attributes:
      stream: where they come from.
      record: how many records were given or counted.
      damaged: what `pass_over` has passed, where that was the data of one record.
    """

    def __init__(self, stream: ByteStream, block_bytes: int = PASSING_BYTES, keeps: bool = False) -> None:
        self.stream = stream
        self.record = 0
        self.damaged: bytes | None = None
        self._keeps = keeps
        self._blocks = BlockReader(stream, block_bytes, keeps)
        self._position = 0  # in the buffer: where the next frame begins
        self._state = frames.COMPLETE
        self._torn: tuple[int, int] | None = None  # where the last record begins that `offsets` has found too short, its length
        self._told = False
        self._wasted = 0

    @property
    def offset(self) -> int:
        """Where the next record begins, in the uncompressed data."""
        return self._blocks.offset + self._position

    def good(self) -> Iterator[Records]:
        """Blocks of records, with all checksums checked, up to the end or to damage; what follows says which."""
        blocks = self._blocks
        starts = np.empty(RECORDS_PER_BLOCK, np.int64)
        ends = np.empty(RECORDS_PER_BLOCK, np.int64)
        while True:
            count, position, state = frames.scan(blocks.buffer, self._position, blocks.filled, starts, ends)
            good = good_long_records(blocks.buffer, starts[:count], ends[:count])
            if good < count:
                count, position, state = good, int(starts[good]) - HEADER.size, frames.BAD_DATA
            self._position, self._state = position, state
            self.record += count
            if count and self._keeps:
                block_starts = starts[:count].copy()
                numbers = block_starts + (blocks.offset - HEADER.size)
                yield Records(blocks.buffer, block_starts, ends[:count].copy(), self.stream.path, numbers)
            elif count:
                yield Records(blocks.buffer, starts[:count], ends[:count], self.stream.path)
            if state in (frames.BAD_LENGTH, frames.BAD_DATA):
                return
            if state == frames.COMPLETE and position < blocks.filled:
                continue
            if blocks.ended or self._ends_too_early():
                return
            blocks.advance(position)
            self._position = 0

    def all_good(self, on_damage: Callable[[Damage], object]) -> Iterator[Records]:
        """Blocks of all good records; `on_damage` is called with each range between them, and with that at the end."""
        yield from self.good()
        while (damage := self.pass_over()) is not None:
            on_damage(damage)
            yield from self.good()

    def offsets(self) -> Iterator[np.ndarray]:
        """int64 arrays of where records begin, found by their headers; data is not looked at, and not read where it is long.

        It ends where `good` would, but for damage in the data.
        """
        blocks = self._blocks
        offsets = np.empty(RECORDS_PER_BLOCK, np.int64)
        seek_bytes = self.stream.seek_bytes if isinstance(self.stream, PlainStream) else None
        while True:
            begin = self._position
            count, position, self._state = frames.hop(blocks.buffer, begin, blocks.filled, offsets)
            found = offsets[:count] + blocks.offset
            self._position = min(position, blocks.filled)
            if position > blocks.filled:
                far = seek_bytes is not None and position - begin >= count * seek_bytes
                last = bytes(blocks.buffer[offsets[count - 1] : blocks.filled][: HEADER.size])
                end = blocks.offset + position
                blocks.advance(position, _PAGE if far else None)
                self._position = 0
                if blocks.offset < end:
                    self._torn = int(found[-1]), HEADER.unpack(last)[0]
                    found = found[:-1]
            elif self._state != frames.BAD_LENGTH and not blocks.ended and position > blocks.filled - HEADER.size:
                blocks.advance(position)
                self._position = 0
            self.record += len(found)
            if len(found):
                yield found
            if self._state == frames.BAD_LENGTH or (blocks.ended and self._position > blocks.filled - HEADER.size):
                return

    def settle(self, strict: bool) -> None:
        """Say what ended `good` or `offsets`.

        Args:
          strict: whether stray bytes, or compressed data without its end mark, are an error; else they are a warning.
        Raises:
          DataLossError: a record is damaged or ends too early, or the compressed data is damaged.
          the errors of reading.
        Warns:
          TornFileWarning.
        """
        blocks = self._blocks
        left = blocks.filled - self._position
        if self._state in (frames.BAD_LENGTH, frames.BAD_DATA):
            error = self._corrupted()  # first, as looking ahead moves on
            raise blocks.failure_after(self.record) or error
        if blocks.failure is None:
            if self._torn is not None:
                offset, length = self._torn
                raise self._truncated(offset, length, blocks.offset + blocks.filled - offset - HEADER.size)
            if left >= HEADER.size:
                after = left - HEADER.size + (self.stream.remaining() or 0)
                raise self._truncated(self.offset, self._length(), after)
        check_end(blocks, self._position, left, self.record, strict, "a record's header of 12")

    def pass_over(self) -> Damage | None:
        """After `good`: go on with the next good record. Returns what lies before it, None where all is at its end.

        Where a length is right and leads to the next record, or to the end, only its record is damaged. Else each place
        is tried, whether a record begins there that is good, or of which that can be said. Each byte is looked at a bounded
        number of times: where false lengths claim the same bytes again and again, they are not believed any more.

        Raises:
          OpError: the file cannot be read, which is no damage of its data.
        """
        self._check()
        begin, record = self.offset, self.record
        left = self._blocks.filled - self._position
        if left == 0:
            return self._end_of_compression()
        kind, fact = self._what_is_wrong(left)
        if self._blocks.over_limit:
            self._blocks.go_on()
        self.damaged = None
        if kind == DATA_CRC and self._leads_on():
            end = self._position + FRAME_BYTES + self._length()
            self.damaged = self._blocks.buffer[self._position + HEADER.size : end - _CRC.size].tobytes()
            self._position = end
        elif self._find() and kind == TORN:
            kind = LENGTH
        self._state = frames.COMPLETE
        return Damage(kind, begin, self.offset, record, fact)

    def is_torn(self, damage: Damage) -> bool:
        """Whether damage is at the very end, and makes no whole record: TensorFlow ignores it."""
        return damage.kind == STRAY or (damage.kind == COMPRESSION and self._blocks.failure is None)

    def _end_of_compression(self) -> Damage | None:
        blocks = self._blocks
        if self._told or not (self.stream.torn or blocks.failure):
            return None
        self._told = True
        fact = blocks.failure.message if blocks.failure else "the compressed data ends without its end mark"
        return Damage(COMPRESSION, self.offset, self.offset, self.record, fact)

    def _check(self) -> None:
        """Raises what stopped the stream, unless it is damage of compressed data, or a limit."""
        failure = self._blocks.failure
        if failure is not None and not self._blocks.over_limit:
            if not (self.stream.late and isinstance(failure, DataLossError)):
                raise failure

    def _what_is_wrong(self, left: int) -> tuple[str, str]:
        """The kind of the damage at hand, and the fact."""
        if left < HEADER.size:
            return STRAY, f"{left} bytes, too few for a record's header of {HEADER.size}"
        if self._state == frames.BAD_LENGTH:
            return HEADER_CRC, self._length_fact()
        if self._state == frames.BAD_DATA:
            return DATA_CRC, self._data_fact()
        fact = f"{self._length()} bytes and their CRC should follow its header"
        if self._blocks.over_limit:
            return LENGTH, f"{fact}, more than headrace.formats.limits allow"
        return TORN, fact

    def _find(self) -> bool:
        """Move to the next place where a record begins, or to the end. Returns whether there is one."""
        blocks = self._blocks
        begin = self.offset
        self._position += 1
        while True:
            self._position = frames.find(blocks.buffer, self._position, blocks.filled, self._room())
            if self._position <= blocks.filled - HEADER.size:
                if self._begins_here(begin):
                    return True
                self._position += 1
            elif not self._more():
                self._position = blocks.filled
                return False

    def _room(self) -> int:
        """How many bytes a record that begins here can have at most."""
        at_hand = self._blocks.filled - self._position
        if self._blocks.ended:
            return at_hand
        remaining = self.stream.remaining()
        longest = self.stream.most_at_once()
        return frames.LONGEST if longest is None and remaining is None else (longest or 0) + at_hand + (remaining or 0)

    def _begins_here(self, begin: int) -> bool:
        """Whether the length that is right here is that of a record; `begin` is where the search began."""
        whole = FRAME_BYTES + self._length()
        if self._leads_on():
            return True
        if self._blocks.filled - self._position < whole:
            return False
        if self._wasted > _FREE_TRIAL_BYTES + _TRIALS * self.offset:
            return False
        buffer, start = self._blocks.buffer.data, self._position + HEADER.size
        end = self._position + whole - _CRC.size
        if frames.masked_crc(buffer[start:end]) == _CRC.unpack_from(buffer, end)[0]:
            return True
        self._wasted += whole
        return False

    def _leads_on(self) -> bool:
        """Whether the length here leads to a right length, or to the very end. Reads as far as that."""
        whole = FRAME_BYTES + self._length()
        while self._blocks.filled - self._position < whole + HEADER.size and self._more():
            pass
        end = self._position + whole
        if end >= self._blocks.filled:
            return end == self._blocks.filled
        return is_header(self._blocks.buffer.data[end : min(end + HEADER.size, self._blocks.filled)])

    def _more(self) -> bool:
        """Read on. Returns whether there is more, and memory for it is allowed."""
        blocks = self._blocks
        if blocks.ended:
            return False
        blocks.advance(self._position)
        self._position = 0
        self._check()
        if blocks.over_limit:
            blocks.go_on()
            return False
        return True

    def _ends_too_early(self) -> bool:
        """Whether the record at hand is longer than the rest of the file: nobody need read that."""
        if self._blocks.filled - self._position < HEADER.size:
            return False
        whole = FRAME_BYTES + self._length()
        if not self._is_beyond(whole):
            return False
        self.stream.look_again()
        return self._is_beyond(whole)

    def _is_beyond(self, size: int) -> bool:
        remaining = self.stream.remaining()
        return remaining is not None and size > self._blocks.filled - self._position + remaining

    def _length(self) -> int:
        """What the header at hand says of its data."""
        length: int = HEADER.unpack_from(self._blocks.buffer.data, self._position)[0]
        return length

    def _length_fact(self) -> str:
        data = self._blocks.buffer[self._position : self._position + HEADER.size].tobytes()
        return f"length CRC is 0x{frames.masked_crc(data[:8]):08x}, the file says 0x{_CRC.unpack_from(data, 8)[0]:08x}"

    def _data_fact(self) -> str:
        start = self._position + HEADER.size
        data = self._blocks.buffer[start : start + self._length() + _CRC.size].tobytes()
        return f"data CRC is 0x{frames.masked_crc(data[:-4]):08x}, the file says 0x{_CRC.unpack(data[-4:])[0]:08x}"

    def _corrupted(self) -> DataLossError:
        """The error for a record whose length or data has another checksum than it should have."""
        offset = self.offset
        if self._state == frames.BAD_LENGTH:
            words = f"corrupted record at {offset}" + (" (Is this even a TFRecord file?)" if not offset else "")
            fact = self._length_fact()
            kind = "" if offset else detect(self._blocks.buffer[: self._blocks.filled].tobytes())
            if kind:
                fact += f"; the file looks like {kind}"
        else:
            words = f"corrupted record at {offset + HEADER.size}"
            fact = self._data_fact()
        return self._error(offset, words, fact)

    def _truncated(self, offset: int, length: int, after: int) -> DataLossError:
        """The error for a record whose length is right and whose end is not there."""
        words = f"truncated record at {offset}' failed with {self.stream.end_words}"
        fact = f"{length} bytes and their CRC should follow its header, the data ends after {after}"
        return self._error(offset, words, fact)

    def _error(self, offset: int, words: str, fact: str) -> DataLossError:
        path, record = self.stream.path, self.record
        message = f"{words}; {path}: record {record} at offset {offset}: {fact}"
        return DataLossError(None, None, message, path=path, record=record, offset=offset)

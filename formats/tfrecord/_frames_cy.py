# mypy: disable-error-code="valid-type"
"""The loops over TFRecord frames: find and check those in a buffer, and make them.

A frame is `uint64 length | uint32 masked crc32c(the 8 length bytes) | data | uint32 masked crc32c(data)`.
The checksum is computed by the processor's own instruction where it has one (`_frames_cy.pxd`), up to 18 GB/s; elsewhere
sixteen bytes a step, with sixteen tables (Kounavis and Berry, "A Systematic Approach to Building High Performance
Software-based CRC Generators", 2005), 4 GB/s. Other threads run meanwhile. Data longer than LONG_BYTES is left to the crc32c
package: 26 GB/s, and 1.5 us a record. Uncompiled, that is all data.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import functools
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_frames_cy.pxd`
    has_crc: Callable[[], bool] = bool
    crc_by_processor: Any = None

by_processor: bool = bool(has_crc())
"""Whether the processor's instruction is used."""

LONG_BYTES = 1 << 16 if by_processor else 4096 if cython.compiled else -1

COMPLETE = 0  # every frame that begins in the buffer ends there, or `starts` is full
INCOMPLETE = 1  # the buffer ends inside a frame
BAD_LENGTH = 2  # the checksum of a length differs
BAD_DATA = 3  # the checksum of some data differs

LONGEST = 1 << 60  # no file has a longer record: sums of offsets stay within 64 bits
_PIECE = 1 << 16
_ZERO_CRC = 0x07980329  # of the length 0: in data there are many zeros


def _make_tables() -> np.ndarray:
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, np.uint32(0x82F63B78) ^ (table >> 1), table >> 1).astype(np.uint32)
    tables = [table]
    for _ in range(15):
        tables.append((tables[-1] >> 8) ^ table[tables[-1] & 0xFF])
    return np.concatenate(tables)


_TABLES = _make_tables()
_HEADER = struct.Struct("<QI")
_LENGTH = struct.Struct("<Q")


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _masked_crc(
    tables: cython.const[cython.uint][::1],
    buffer: cython.const[cython.uchar][::1],
    start: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    processor: cython.int,
) -> cython.uint:
    ones: cython.uint = 0xFFFFFFFF
    delta: cython.uint = 0xA282EAD8
    crc: cython.uint = ones
    i: cython.Py_ssize_t = start
    if processor:
        if start < end:
            crc = crc_by_processor(cython.address(buffer[start]), end - start)
        else:
            crc = 0
        return (((crc >> 15) | (crc << 17)) + delta) & ones
    while i + 16 <= end:
        crc = (
            tables[3840 + ((crc ^ buffer[i]) & 0xFF)]
            ^ tables[3584 + (((crc >> 8) ^ buffer[i + 1]) & 0xFF)]
            ^ tables[3328 + (((crc >> 16) ^ buffer[i + 2]) & 0xFF)]
            ^ tables[3072 + ((crc >> 24) ^ buffer[i + 3])]
            ^ tables[2816 + buffer[i + 4]]
            ^ tables[2560 + buffer[i + 5]]
            ^ tables[2304 + buffer[i + 6]]
            ^ tables[2048 + buffer[i + 7]]
            ^ tables[1792 + buffer[i + 8]]
            ^ tables[1536 + buffer[i + 9]]
            ^ tables[1280 + buffer[i + 10]]
            ^ tables[1024 + buffer[i + 11]]
            ^ tables[768 + buffer[i + 12]]
            ^ tables[512 + buffer[i + 13]]
            ^ tables[256 + buffer[i + 14]]
            ^ tables[buffer[i + 15]]
        )
        i += 16
    if i + 8 <= end:
        crc = (
            tables[1792 + ((crc ^ buffer[i]) & 0xFF)]
            ^ tables[1536 + (((crc >> 8) ^ buffer[i + 1]) & 0xFF)]
            ^ tables[1280 + (((crc >> 16) ^ buffer[i + 2]) & 0xFF)]
            ^ tables[1024 + ((crc >> 24) ^ buffer[i + 3])]
            ^ tables[768 + buffer[i + 4]]
            ^ tables[512 + buffer[i + 5]]
            ^ tables[256 + buffer[i + 6]]
            ^ tables[buffer[i + 7]]
        )
        i += 8
    while i < end:
        crc = tables[(crc ^ buffer[i]) & 0xFF] ^ (crc >> 8)
        i += 1
    crc = crc ^ ones
    return (((crc >> 15) | (crc << 17)) + delta) & ones


@functools.cache
def _crc32c() -> Callable[..., int]:
    """The function of the package, which takes as long to import as a third of NumPy: few files need it."""
    from crc32c import crc32c

    return crc32c


def crc(data: bytes | memoryview, before: int = 0) -> int:
    """The CRC-32C of a bytes-like object behind what has the CRC `before`."""
    return _crc32c()(data, before)


def masked_crc(data: bytes | memoryview) -> int:
    """The masked CRC-32C of a bytes-like object, as TFRecord files hold it."""
    plain = _crc32c()(data)
    return (((plain >> 15) | (plain << 17)) + 0xA282EAD8) & 0xFFFFFFFF


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _word(buffer: cython.const[cython.uchar][::1], start: cython.Py_ssize_t) -> cython.uint:
    return (
        cython.cast(cython.uint, buffer[start])
        | cython.cast(cython.uint, buffer[start + 1]) << 8
        | cython.cast(cython.uint, buffer[start + 2]) << 16
        | cython.cast(cython.uint, buffer[start + 3]) << 24
    )


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
def _put_word(buffer: cython.uchar[::1], start: cython.Py_ssize_t, word: cython.ulonglong) -> cython.void:
    buffer[start] = word & 0xFF
    buffer[start + 1] = (word >> 8) & 0xFF
    buffer[start + 2] = (word >> 16) & 0xFF
    buffer[start + 3] = (word >> 24) & 0xFF


@cython.boundscheck(False)
@cython.wraparound(False)
def scan(
    buffer: cython.const[cython.uchar][::1],
    start: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    starts: cython.longlong[::1],
    ends: cython.longlong[::1],
) -> tuple[int, int, int]:
    """Find the frames in `buffer[start:end]` and check their checksums, except that of data longer than LONG_BYTES.

    Args:
      starts, ends: int64 arrays [most], filled with the bounds of each frame's data.
    Returns:
      how many good frames there are, the position after them, and why the scan stopped there: COMPLETE, INCOMPLETE,
      BAD_LENGTH or BAD_DATA.
    """
    if start < 0 or start > end or end > len(buffer):
        raise ValueError(f"[{start}, {end}) is no part of a buffer of {len(buffer)} bytes")
    if not cython.compiled:
        return _scan_in_python(buffer, start, end, starts, ends)
    tables: cython.const[cython.uint][::1] = _TABLES
    processor: cython.int = by_processor
    most: cython.Py_ssize_t = min(len(starts), len(ends))
    long_bytes: cython.ulonglong = LONG_BYTES
    one: cython.ulonglong = 1
    count: cython.Py_ssize_t = 0
    position: cython.Py_ssize_t = start
    data: cython.Py_ssize_t
    length: cython.ulonglong
    incomplete: cython.int = INCOMPLETE
    bad_length: cython.int = BAD_LENGTH
    bad_data: cython.int = BAD_DATA
    state: cython.int = COMPLETE
    with cython.nogil:
        while count < most and position < end:
            if end - position < 12:
                state = incomplete
                break
            if _masked_crc(tables, buffer, position, position + 8, processor) != _word(buffer, position + 8):
                state = bad_length
                break
            length = _word(buffer, position) + _word(buffer, position + 4) * (one << 32)
            data = position + 12
            if end - data < 4 or length > cython.cast(cython.ulonglong, end - data - 4):
                state = incomplete
                break
            position = data + cython.cast(cython.Py_ssize_t, length)
            if length <= long_bytes and _masked_crc(tables, buffer, data, position, processor) != _word(buffer, position):
                position = data - 12
                state = bad_data
                break
            starts[count] = data
            ends[count] = position
            count += 1
            position += 4
    return count, position, state


def _scan_in_python(buffer: np.ndarray, start: int, end: int, starts: np.ndarray, ends: np.ndarray) -> tuple[int, int, int]:
    """The same where nothing is compiled: follow the lengths first, then check all of them at once."""
    view = buffer.data
    most = min(len(starts), len(ends))
    offsets: list[int] = []
    position = start
    while len(offsets) < most and position <= end - 12:
        offsets.append(position)
        position += _LENGTH.unpack_from(view, position)[0] + 16
    count = len(offsets)
    offsets.append(min(position, end))
    positions = np.array(offsets)
    headers = buffer[positions[:-1, None] + np.arange(12)]
    wrong = np.flatnonzero(_masked_crcs(headers[:, :8]) != headers[:, 8:].copy().view("<u4")[:, 0])
    state = COMPLETE
    if len(wrong):
        count, state = int(wrong[0]), BAD_LENGTH
    elif position > end:
        count, state = count - 1, INCOMPLETE
    elif position < end and count < most:
        state = INCOMPLETE
    starts[:count] = positions[:count] + 12
    ends[:count] = positions[1 : count + 1] - 4
    return count, offsets[count], state


def _masked_crcs(rows: np.ndarray) -> np.ndarray:
    """The masked CRC-32C of each row of a uint8 array [n, width]: uint32 [n]."""
    crcs = np.full(len(rows), 0xFFFFFFFF, np.uint32)
    for column in rows.T:
        crcs = _TABLES[(crcs ^ column) & 0xFF] ^ (crcs >> 8)
    crcs = ~crcs
    return ((crcs >> 15) | (crcs << 17)) + np.uint32(0xA282EAD8)


@cython.boundscheck(False)
@cython.wraparound(False)
def hop(
    buffer: cython.const[cython.uchar][::1],
    start: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    offsets: cython.longlong[::1],
) -> tuple[int, int, int]:
    """Follow the lengths of frames from `start` on, and check those lengths' checksums; data is not looked at.

    Args:
      offsets: int64 array [most], filled with where each frame begins; the last may end beyond the buffer.
    Returns:
      how many frames begin in `buffer[start:end]`, where the last of them ends (beyond all files where its length is above
      LONGEST), and why it stopped there: COMPLETE (`end` is there or before, or `offsets` is full), INCOMPLETE (the buffer ends
      inside a header) or BAD_LENGTH.
    """
    if start < 0 or start > end or end > len(buffer):
        raise ValueError(f"[{start}, {end}) is no part of a buffer of {len(buffer)} bytes")
    if not cython.compiled:
        return _hop_in_python(buffer, start, end, offsets)
    tables: cython.const[cython.uint][::1] = _TABLES
    processor: cython.int = by_processor
    most: cython.Py_ssize_t = len(offsets)
    count: cython.Py_ssize_t = 0
    position: cython.Py_ssize_t = start
    length: cython.ulonglong
    one: cython.ulonglong = 1
    longest: cython.ulonglong = LONGEST
    incomplete: cython.int = INCOMPLETE
    bad_length: cython.int = BAD_LENGTH
    state: cython.int = COMPLETE
    with cython.nogil:
        while count < most and position < end:
            if end - position < 12:
                state = incomplete
                break
            if _masked_crc(tables, buffer, position, position + 8, processor) != _word(buffer, position + 8):
                state = bad_length
                break
            length = _word(buffer, position) + _word(buffer, position + 4) * (one << 32)
            if length > longest:
                length = longest
            offsets[count] = position
            count += 1
            position += 16 + cython.cast(cython.Py_ssize_t, length)
    return count, position, state


def _hop_in_python(buffer: np.ndarray, start: int, end: int, offsets: np.ndarray) -> tuple[int, int, int]:
    view = buffer.data
    found: list[int] = []
    position = start
    while len(found) < len(offsets) and position <= end - 12:
        found.append(position)
        position += 16 + min(_LENGTH.unpack_from(view, position)[0], LONGEST)
    found.append(position)
    positions = np.array([min(each, end) for each in found])
    headers = buffer[positions[:-1, None] + np.arange(12)]
    wrong = np.flatnonzero(_masked_crcs(headers[:, :8]) != headers[:, 8:].copy().view("<u4")[:, 0])
    count = len(found) - 1
    state = COMPLETE
    if len(wrong):
        count, state = int(wrong[0]), BAD_LENGTH
    elif position < end and count < len(offsets):
        state = INCOMPLETE
    offsets[:count] = positions[:count]
    return count, found[count], state


@cython.boundscheck(False)
@cython.wraparound(False)
def find(
    buffer: cython.const[cython.uchar][::1],
    start: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
    room: int,
) -> int:
    """The first place from `start` on where a frame may begin: a length that fits, with its checksum.

    Args:
      room: bytes that a frame at `start` may have at most; one that begins later may have as many less.
    Returns:
      the place; `max(start, end - 11)`, from where on no header ends in the buffer, where there is none.
    """
    if start < 0 or start > end or end > len(buffer):
        raise ValueError(f"[{start}, {end}) is no part of a buffer of {len(buffer)} bytes")
    last: cython.Py_ssize_t = max(start, end - 11)
    if not cython.compiled:
        return _find_in_python(buffer, start, last, room)
    tables: cython.const[cython.uint][::1] = _TABLES
    processor: cython.int = by_processor
    if room < 16:
        return last
    longest: cython.ulonglong = min(room - 16, LONGEST)
    highest: cython.uint = longest >> 32
    zero_crc: cython.uint = _ZERO_CRC
    crc: cython.uint
    one: cython.ulonglong = 1
    position: cython.Py_ssize_t = start
    length: cython.ulonglong
    with cython.nogil:
        while position < last:
            if _word(buffer, position + 4) <= highest:
                length = _word(buffer, position) + _word(buffer, position + 4) * (one << 32)
                if length + cython.cast(cython.ulonglong, position - start) <= longest:
                    crc = zero_crc if length == 0 else _masked_crc(tables, buffer, position, position + 8, processor)
                    if crc == _word(buffer, position + 8):
                        break
            position += 1
    return position


def _find_in_python(buffer: np.ndarray, start: int, last: int, room: int) -> int:
    for begin in range(start, last, _PIECE):
        end = min(begin + _PIECE, last)
        rows = np.lib.stride_tricks.sliding_window_view(buffer[begin : end + 11], 12)
        lengths = np.ascontiguousarray(rows[:, :8]).view("<u8")[:, 0]
        longest = room - 16 - np.arange(begin - start, end - start)
        fits = np.flatnonzero((lengths <= LONGEST) & (lengths.astype(np.int64) <= longest))
        headers = rows[fits]
        right = _masked_crcs(headers[:, :8]) == np.ascontiguousarray(headers[:, 8:]).view("<u4")[:, 0]
        if right.any():
            return begin + int(fits[right.argmax()])
    return last


@cython.boundscheck(False)
@cython.wraparound(False)
def gather(
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    out: cython.uchar[::1],
) -> None:
    """Copy `buffer[starts[i]:ends[i]]`, one after the other, to `out`, which they fill."""
    count: cython.Py_ssize_t = len(starts)
    i: cython.Py_ssize_t
    needed: cython.longlong = 0
    if len(ends) != count:
        raise ValueError(f"{count} starts and {len(ends)} ends")
    for i in range(count):
        if starts[i] < 0 or starts[i] > ends[i] or ends[i] > len(buffer):
            raise ValueError(f"piece {i}, [{starts[i]}, {ends[i]}), is no part of a buffer of {len(buffer)} bytes")
        needed += ends[i] - starts[i]
    if needed != len(out):
        raise ValueError(f"the pieces have {needed} bytes, their place has {len(out)}")
    if not cython.compiled:
        if count:
            np.concatenate([buffer[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)], out=out)
        return
    at: cython.Py_ssize_t = 0
    k: cython.Py_ssize_t
    start: cython.Py_ssize_t
    length: cython.Py_ssize_t
    with cython.nogil:
        for i in range(count):
            start = starts[i]
            length = ends[i] - start
            for k in range(length):
                out[at + k] = buffer[start + k]
            at += length


@cython.boundscheck(False)
@cython.wraparound(False)
def frame(
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    out: cython.uchar[::1],
) -> None:
    """Write the frames of the records `buffer[starts[i]:ends[i]]` to `out`, whose size is that of all the frames."""
    count: cython.Py_ssize_t = len(starts)
    i: cython.Py_ssize_t
    needed: cython.longlong = 0
    if len(ends) != count:
        raise ValueError(f"{count} starts and {len(ends)} ends")
    for i in range(count):
        if starts[i] < 0 or starts[i] > ends[i] or ends[i] > len(buffer):
            raise ValueError(f"record {i}, [{starts[i]}, {ends[i]}), is no part of a buffer of {len(buffer)} bytes")
        needed += ends[i] - starts[i] + 16
    if needed != len(out):
        raise ValueError(f"the frames have {needed} bytes, their place has {len(out)}")
    if not cython.compiled:
        _frame_in_python(buffer, starts, ends, out)
        return
    tables: cython.const[cython.uint][::1] = _TABLES
    processor: cython.int = by_processor
    at: cython.Py_ssize_t = 0
    k: cython.Py_ssize_t
    start: cython.Py_ssize_t
    length: cython.Py_ssize_t
    with cython.nogil:
        for i in range(count):
            start = starts[i]
            length = ends[i] - start
            _put_word(out, at, length)
            _put_word(out, at + 4, length >> 32)
            _put_word(out, at + 8, _masked_crc(tables, out, at, at + 8, processor))
            at += 12
            for k in range(length):
                out[at + k] = buffer[start + k]
            _put_word(out, at + length, _masked_crc(tables, buffer, start, start + length, processor))
            at += length + 4


def _frame_in_python(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray, out: np.ndarray) -> None:
    view = buffer.data
    place = out.data
    at = 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        length = struct.pack("<Q", end - start)
        _HEADER.pack_into(place, at, end - start, masked_crc(length))
        at += 12
        place[at : at + end - start] = view[start:end]
        at += end - start
        place[at : at + 4] = masked_crc(view[start:end]).to_bytes(4, "little")
        at += 4

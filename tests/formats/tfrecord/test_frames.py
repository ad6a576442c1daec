"""The loops over TFRecord frames, compiled (where they are) and as Python."""

from __future__ import annotations

import struct
import subprocess
import sys
from unittest import mock

import crc32c
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hot_modules import uncompiled

from headrace.formats.records import Records
from headrace.formats.tfrecord import _frames_cy

SOURCE = uncompiled("headrace.formats.tfrecord._frames_cy")
BOTH = pytest.mark.parametrize("frames", [_frames_cy, SOURCE], ids=["installed", "source"])


def make(frames, strings):
    records = Records.from_list(strings)
    out = np.empty(sum(map(len, strings)) + 16 * len(strings), np.uint8)
    frames.frame(records.buffer, records.starts, records.ends, out)
    return out


def scan(frames, buffer, start=0, end=None, most=100):
    starts, ends = np.full(most, -1), np.full(most, -1)
    count, position, state = frames.scan(buffer, start, len(buffer) if end is None else end, starts, ends)
    assert (starts[count:] == -1).all() or frames is SOURCE
    return count, position, state, starts[:count].tolist(), ends[:count].tolist()


@BOTH
def test_the_checksum_is_the_published_one(frames):
    crc = 0xE3069283  # of "123456789", by the definition of CRC-32C
    assert frames.masked_crc(b"123456789") == (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
    assert frames.masked_crc(b"") == 0xA282EAD8


@BOTH
@pytest.mark.parametrize("length", [*range(40), 63, 64, 65, 1000, 4096, 4097, 5000])
def test_frames_of_every_length(frames, length):
    data = bytes((i * 7 + length) & 255 for i in range(length))
    crc = crc32c.crc32c(data)
    masked = (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
    out = make(frames, [data])
    assert out[:8].tobytes() == struct.pack("<Q", length)
    assert out[8:12].tobytes() == struct.pack("<I", frames.masked_crc(struct.pack("<Q", length)))
    assert out[12:-4].tobytes() == data
    assert out[-4:].tobytes() == struct.pack("<I", masked)
    assert scan(frames, out) == (1, length + 16, frames.COMPLETE, [12], [12 + length])


@given(st.lists(st.binary(max_size=50), max_size=12), st.data())
@settings(max_examples=80, deadline=None)
def test_both_implementations_agree_on_any_part_of_a_file(strings, data):
    buffer = make(_frames_cy, strings)
    assert buffer.tobytes() == make(SOURCE, strings).tobytes()
    start = data.draw(st.integers(0, len(buffer)))
    end = data.draw(st.integers(start, len(buffer)))
    most = data.draw(st.integers(0, 14))
    assert scan(_frames_cy, buffer, start, end, most) == scan(SOURCE, buffer, start, end, most)


@BOTH
def test_why_a_scan_stops(frames):
    strings = [b"one", b"two", b"three"]
    buffer = make(frames, strings)
    assert scan(frames, buffer)[:3] == (3, len(buffer), frames.COMPLETE)
    assert scan(frames, buffer, most=2)[:3] == (2, 38, frames.COMPLETE)
    assert scan(frames, buffer, most=0)[:3] == (0, 0, frames.COMPLETE)
    assert scan(frames, buffer, end=0)[:3] == (0, 0, frames.COMPLETE)
    for end in range(38, len(buffer)):
        assert scan(frames, buffer, end=end)[:3] == (2, 38, frames.COMPLETE if end == 38 else frames.INCOMPLETE)
    assert scan(frames, buffer, start=19)[3:] == ([31, 50], [34, 55])
    damaged = buffer.copy()
    damaged[19 + 2] ^= 1
    assert scan(frames, damaged)[:3] == (1, 19, frames.BAD_LENGTH)


def hop(frames, buffer, start, end, most):
    offsets = np.full(most, -1)
    count, position, state = frames.hop(buffer, start, end, offsets)
    return count, position, state, offsets[:count].tolist()


@given(st.lists(st.binary(max_size=30), max_size=6), st.data())
@settings(max_examples=150, deadline=None)
def test_both_implementations_find_the_same_places(strings, data):
    buffer = make(_frames_cy, strings)
    start = data.draw(st.integers(0, len(buffer)))
    end = data.draw(st.integers(start, len(buffer)))
    if len(buffer) and data.draw(st.booleans()):
        buffer[data.draw(st.integers(0, len(buffer) - 1))] ^= data.draw(st.integers(1, 255))
    most = data.draw(st.integers(0, 8))
    assert hop(_frames_cy, buffer, start, end, most) == hop(SOURCE, buffer, start, end, most)
    room = data.draw(st.integers(0, 200) | st.just(1 << 60))
    found = _frames_cy.find(buffer, start, end, room)
    assert found == SOURCE.find(buffer, start, end, room)
    places = [
        place
        for place in range(start, end - 11)
        if SOURCE.masked_crc(buffer[place : place + 8].tobytes())
        == int.from_bytes(buffer[place + 8 : place + 12].tobytes(), "little")
        and int.from_bytes(buffer[place : place + 8].tobytes(), "little") + 16 + place - start <= room
    ]
    assert found == min([*places, max(start, end - 11)])


@BOTH
def test_a_length_without_bound_leads_beyond_every_file(frames):
    header = struct.pack("<Q", (1 << 64) - 3)
    buffer = np.frombuffer(header + struct.pack("<I", frames.masked_crc(header)) + bytes(30), np.uint8)
    assert hop(frames, buffer, 0, len(buffer), 4) == (1, frames.LONGEST + 16, frames.COMPLETE, [0])
    assert frames.find(buffer, 0, len(buffer), 1 << 62) == len(buffer) - 11


@BOTH
def test_pieces_are_gathered_in_their_order(frames):
    buffer = np.arange(100, dtype=np.uint8)
    out = np.empty(9, np.uint8)
    frames.gather(buffer, np.array([50, 3, 98, 0]), np.array([53, 3, 100, 4]), out)
    assert out.tolist() == [50, 51, 52, 98, 99, 0, 1, 2, 3]
    for starts, ends in [([-1], [8]), ([3], [2]), ([92], [101])]:
        with pytest.raises(ValueError, match="no part of a buffer"):
            frames.gather(buffer, np.array(starts), np.array(ends), out)
    with pytest.raises(ValueError, match="the pieces have 3 bytes, their place has 9"):
        frames.gather(buffer, np.array([0]), np.array([3]), out)
    with pytest.raises(ValueError, match="1 starts and 2 ends"):
        frames.gather(buffer, np.array([0]), np.array([3, 4]), out)
    for bounds in [(-1, 5), (0, 101), (6, 5)]:
        with pytest.raises(ValueError, match="no part of a buffer"):
            frames.hop(buffer, *bounds, np.empty(1, np.int64))
        with pytest.raises(ValueError, match="no part of a buffer"):
            frames.find(buffer, *bounds, 100)


@pytest.mark.skipif(not _frames_cy.by_processor, reason="this processor computes no CRC-32C, or nothing is compiled")
@given(st.lists(st.binary(max_size=70), max_size=12))
def test_the_processor_and_the_tables_agree(strings):
    by_processor = make(_frames_cy, strings)
    found = scan(_frames_cy, by_processor)
    with mock.patch.object(_frames_cy, "by_processor", False):
        assert make(_frames_cy, strings).tobytes() == by_processor.tobytes()
        assert scan(_frames_cy, by_processor) == found


def test_the_compiled_scan_checks_short_data_itself():
    if not _frames_cy.compiled:
        assert _frames_cy.LONG_BYTES == -1  # the caller checks all
        return
    buffer = make(_frames_cy, [b"one", b"two"])
    buffer[19 + 12] ^= 1
    assert scan(_frames_cy, buffer)[:3] == (1, 19, _frames_cy.BAD_DATA)


@BOTH
@pytest.mark.parametrize("length", [1 << 31, 1 << 32, 1 << 62, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, (1 << 64) - 16])
def test_no_length_leads_outside_the_buffer(frames, length):
    header = struct.pack("<Q", length)
    header += struct.pack("<I", frames.masked_crc(header))
    whole = np.frombuffer(make(frames, [b"x"]).tobytes() + header + b"abc" + bytes(100), np.uint8)
    assert scan(frames, whole, end=17 + 15)[:3] == (1, 17, frames.INCOMPLETE)


@BOTH
def test_bounds_outside_the_buffer_are_refused(frames):
    buffer = make(frames, [b"x"])
    for start, end in [(-1, 5), (0, 18), (6, 5), (18, 18)]:
        with pytest.raises(ValueError, match="no part of a buffer"):
            scan(frames, buffer, start, end)
    out = np.empty(100, np.uint8)
    for starts, ends in [([-1], [3]), ([3], [2]), ([0], [18])]:
        with pytest.raises(ValueError, match="no part of a buffer"):
            frames.frame(buffer, np.array(starts), np.array(ends), out)
    with pytest.raises(ValueError, match="the frames have 19 bytes, their place has 100"):
        frames.frame(buffer, np.array([0]), np.array([3]), out)
    with pytest.raises(ValueError, match="1 starts and 2 ends"):
        frames.frame(buffer, np.array([0]), np.array([3, 4]), out)


def test_hot_modules_run_where_cython_is_not_installed():
    program = f"""
import sys, importlib.util
sys.modules["cython"] = None  # import raises ModuleNotFoundError
spec = importlib.util.spec_from_file_location("frames", {SOURCE.__file__!r})
frames = importlib.util.module_from_spec(spec)
spec.loader.exec_module(frames)
assert not frames.compiled
print(frames.cython.__name__, frames.masked_crc(b""))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout.split() == ["headrace.formats._cython_shim", str(0xA282EAD8)], done.stderr


def test_the_stand_in_for_cython_changes_nothing():
    from headrace.formats import _cython_shim as cython

    @cython.cfunc
    @cython.nogil
    @cython.exceptval(check=False)
    @cython.boundscheck(False)
    @cython.locals(a=cython.int)
    @cython.returns(cython.int)
    def double(a: cython.const[cython.uchar][::1]) -> cython.int:
        with cython.nogil:
            return cython.cast(cython.int, a) * cython.declare(cython.int, 2)

    assert double(4) == 8
    assert not cython.compiled
    with pytest.raises(AttributeError):
        _ = cython.__wrapped__

"""Decompression while reading: several streams in a file, cut files, damaged files, any block size."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.formats.errors import DataLossError, OpError
from headrace.formats.files.compression import CompressedStream, Deflater, detect
from headrace.formats.files.stream import PlainStream

TEXT = b"".join(b"line %d of the text\n" % i for i in range(5000))
COMPRESS = {"GZIP": lambda data: gzip.compress(data, mtime=0), "ZLIB": zlib.compress}
both = pytest.mark.parametrize("kind", COMPRESS)


def stream_of(data, kind):
    return CompressedStream(PlainStream(io.BytesIO(data), "f"), kind)


def drain(stream, piece=1 << 16):
    """All bytes that come, the error that ends them or None."""
    data = b""
    view = memoryview(bytearray(piece))
    try:
        while count := stream.readinto(view):
            data += view[:count]
    except OpError as error:
        return data, error
    return data, None


@both
@pytest.mark.parametrize("piece", [1, 1000, 1 << 20])
def test_pieces_of_any_size(kind, piece):
    text = TEXT[:2000] if piece == 1 else TEXT
    stream = stream_of(COMPRESS[kind](text), kind)
    assert drain(stream, piece) == (text, None)
    assert not stream.torn
    assert drain(stream) == (b"", None)


@both
def test_much_data_from_little(kind):
    zeros = bytes(30 << 20)
    stream = stream_of(COMPRESS[kind](zeros), kind)
    assert drain(stream, 1 << 20) == (zeros, None)


@both
def test_streams_one_after_the_other_are_read_through(kind):
    data = COMPRESS[kind](TEXT) + COMPRESS[kind](b"") + COMPRESS[kind](b"end")
    assert drain(stream_of(data, kind)) == (TEXT + b"end", None)


@both
def test_an_empty_file_is_empty(kind):
    stream = stream_of(b"", kind)
    assert drain(stream) == (b"", None)
    assert not stream.torn


@both
def test_every_cut_gives_a_prefix_and_is_noticed(kind):
    text = TEXT[:3000]
    data = COMPRESS[kind](text)
    for cut in range(1, len(data)):
        stream = stream_of(data[:cut], kind)
        got, error = drain(stream, 100)
        assert text.startswith(got)
        assert stream.torn
        assert error is None
    assert got == text  # of the last cut: only a byte of the trailer was missing


@both
def test_all_data_before_a_wrong_checksum_comes_before_the_error(kind):
    data = bytearray(COMPRESS[kind](TEXT))
    data[-5 if kind == "GZIP" else -1] ^= 1
    for piece in (100, 1 << 20):
        stream = stream_of(bytes(data), kind)
        got, error = drain(stream, piece)
        assert got == TEXT
        assert isinstance(error, DataLossError)
        assert str(error) == (
            "inflate() failed with error -3: incorrect data check; "
            f"f: {kind} data is damaged after {len(TEXT)} decompressed bytes"
        )
        assert (error.path, error.offset) == ("f", len(TEXT))
        assert drain(stream) == (b"", error)


@both
def test_damage_in_the_middle_keeps_what_came_before(kind):
    data = bytearray(COMPRESS[kind](TEXT[: len(TEXT) // 2]) + COMPRESS[kind](TEXT[len(TEXT) // 2 :]))
    half = len(COMPRESS[kind](TEXT[: len(TEXT) // 2]))
    data[half] ^= 0xFF  # the header of the second stream
    got, error = drain(stream_of(bytes(data), kind))
    assert got == TEXT[: len(TEXT) // 2]
    assert str(error).startswith("inflate() failed with error -3: incorrect header check; f: ")


@both
def test_text_after_the_end_is_an_error_after_all_data(kind):
    got, error = drain(stream_of(COMPRESS[kind](TEXT) + b"some text", kind))
    assert got == TEXT
    assert str(error).startswith("inflate() failed with error -3: incorrect header check; f: ")


@both
def test_text_after_an_empty_stream_is_not_taken_for_the_wrong_compression(kind):
    got, error = drain(stream_of(COMPRESS[kind](b"") + b"some text", kind))
    assert got == b""
    assert str(error).endswith(f"f: {kind} data is damaged after 0 decompressed bytes")


@both
@given(place=st.integers(0, 10_000), flip=st.integers(1, 255), piece=st.integers(1, 3000))
@settings(max_examples=60, deadline=None)
def test_damage_anywhere_is_noticed_or_harmless(kind, place, flip, piece):
    text = TEXT[:5000]
    data = bytearray(COMPRESS[kind](text))
    data[place % len(data)] ^= flip
    stream = stream_of(bytes(data), kind)
    got, error = drain(stream, piece)
    assert got == text or error or stream.torn


@both
def test_bytes_can_be_pushed_back(kind):
    for stream in (stream_of(COMPRESS[kind](TEXT), kind), PlainStream(io.BytesIO(TEXT), "f")):
        head = memoryview(bytearray(100))
        assert stream.readinto(head) == 100
        stream.push_back(bytes(head))
        assert drain(stream, 64) == (TEXT, None)


def test_skipping():
    stream = stream_of(COMPRESS["ZLIB"](TEXT), "ZLIB")
    assert stream.skip(0) == 0
    assert stream.skip(70_000) == 70_000
    assert drain(stream) == (TEXT[70_000:], None)
    assert stream.skip(5) == 0


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", ""),
        (b"\x1f\x8b", ""),
        (b"\x1f\x8b\x08\x00", "GZIP"),
        (b"\x78\x9c", "ZLIB"),
        (b"\x78\x9d\x00", ""),
        (b"\x78\xbb\x00\x00\x00\x01", ""),  # asks for a preset dictionary
        (b"\x88\x1c", ""),  # a window larger than zlib has
    ],
)
def test_detection_by_header(head, kind):
    assert detect(head) == kind


@both
def test_flushed_data_can_be_read_before_the_end(kind):
    deflater = Deflater(kind)
    data = deflater.write(memoryview(TEXT), [len(TEXT) - 16]) + deflater.flush()
    stream = stream_of(data, kind)
    assert drain(stream) == (TEXT, None)
    assert stream.torn
    assert drain(stream_of(data + deflater.finish(), kind)) == (TEXT, None)

"""A JPEG file that says it is larger than it can be is refused before memory is taken for it."""

from __future__ import annotations

import struct
import tracemalloc

import numpy as np
import pytest

from headrace.formats import image
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.image import jpeg
from headrace.formats.image.sizes import is_too_short, size_of

pytest.importorskip("PIL.Image")

SHORT = bytes.fromhex(
    "ffd8ffe000104a46494600000000000000028600ffdb004300020101010101020101010202ffffffffffffffff0202020403"
    "02020202ffffffff0506060606070924060709070606080a0a0a0a0a06080b0c0b0a0c090a0a0affdb004301020202020202"
    "050303050a0706070a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a140a0a0a"
    "0a0a0a0a0a0a0a0affc00011080404fe050301220002110103110103030204ffda000c03010002110311003f28ad0ccfffd9"
)
"""200 bytes that declare a million pixels or more; found by fuzzing."""


def test_it_is_refused_without_memory_for_its_pixels(monkeypatch):
    def opened(*_):
        raise AssertionError("it is opened")

    monkeypatch.setattr(jpeg, "opened", opened)
    monkeypatch.setattr(jpeg, "_turbo", opened)
    size = size_of(SHORT)
    tracemalloc.start()
    try:
        with pytest.raises(InvalidArgumentError, match="jpeg::Uncompress failed"):
            image.decode(SHORT)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()
    assert size.height * size.width > 1 << 20


def test_no_memory_is_taken_for_what_would_have_to_be_made_up():
    small = image.encode_jpeg(np.zeros((8, 8, 3), np.uint8))
    frame = small.index(b"\xff\xc0") + 5
    huge = small[:frame] + struct.pack(">HH", 65500, 65500) + small[frame + 4 :]
    assert size_of(huge)[1:] == (65500, 65500)
    tracemalloc.start()
    try:
        with pytest.raises(InvalidArgumentError, match="jpeg::Uncompress failed"):
            image.decode(huge, recover=True)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("side", [1, 8, 1000])
def test_no_file_of_one_color_is_too_short(side):
    for options in ({}, {"progressive": True}, {"optimize": True, "quality": 0}):
        contents = image.encode_jpeg(np.zeros((side, side, 1), np.uint8), **options)
        assert not is_too_short(contents)
        assert image.decode(contents).shape == (side, side, 1)


@pytest.mark.parametrize("upright", [False, True])
def test_a_file_may_hold_a_bit_for_each_block(upright):
    def says(*sides):
        return b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", *sides[:: -1 if upright else 1]) + b"\xff\xd9"

    blocks = 8 * len(says(8, 8))
    assert not is_too_short(says(8, 8 * blocks))
    assert is_too_short(says(8, 8 * blocks + 1))
    assert is_too_short(says(9, 8 * blocks))

"""How large JPEG files say they are; pixels that are taken out of an image's memory."""

import io
import struct

import numpy as np
import pytest

from headrace.formats import image
from headrace.formats.image.sizes import shape_of_jpeg

pillow = pytest.importorskip("PIL.Image")


def contents_of(shape, **options):
    stream = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    pillow.fromarray(pixels).save(stream, "JPEG", **options)
    return stream.getvalue()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"comment": b"x" * 5000}, {"restart_marker_rows": 1}])
def test_files_of_all_kinds(options):
    assert shape_of_jpeg(contents_of((9, 14, 3), **options)) == (9, 14, 3)
    assert shape_of_jpeg(contents_of((14, 9), **options)) == (14, 9, 1)


def test_a_file_that_ends_before_its_scan_says_nothing():
    contents = contents_of((9, 14, 3))
    scan = contents.index(b"\xff\xda")
    for end in range(scan + 2):
        assert shape_of_jpeg(contents[:end]) is None
    assert shape_of_jpeg(contents[: scan + 20]) == (9, 14, 3)


def test_a_picture_without_pixels_is_none():
    contents = contents_of((9, 14, 3))
    frame = contents.index(b"\xff\xc0")
    assert shape_of_jpeg(contents[: frame + 5] + struct.pack(">HH", 0, 14) + contents[frame + 9 :]) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 7, 3), (33, 2, 3), (300, 301, 3)])
def test_colors_are_those_that_pillow_gives(shape):
    contents = contents_of(shape)
    np.testing.assert_array_equal(
        image.decode(contents, dct_method="INTEGER_ACCURATE"), np.array(pillow.open(io.BytesIO(contents)))
    )


def test_colors_of_an_image_in_several_pieces_of_memory():
    before = pillow.core.get_block_size()
    pillow.core.clear_cache()
    pillow.core.set_block_size(4096)
    try:
        contents = image.encode_png(np.random.default_rng(0).integers(0, 256, (90, 500, 3), np.uint8))
        found = image.decode(contents)
        np.testing.assert_array_equal(found, np.array(pillow.open(io.BytesIO(contents))))
    finally:
        pillow.core.set_block_size(before)

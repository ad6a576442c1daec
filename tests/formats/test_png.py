"""PNG files of 16 bits a channel: what TensorFlow 2.21 wrote and made of it, and what this code writes itself."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.formats import image
from headrace.formats.errors import InvalidArgumentError
from headrace.formats.image import _png_cy, png

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/images/png16.json").read_text())


def _pixels(channels, seed=0):
    return np.random.default_rng(seed).integers(0, 1 << 16, (7, 5, channels)).astype(np.uint16)


@pytest.mark.parametrize("record", GOLDEN, ids=["gray", "gray_alpha", "rgb", "rgba"])
def test_files_of_tensorflow_have_its_pixels(record):
    contents = base64.b64decode(record["file"])
    for how, known in record["pixels"].items():
        channels, kind = how.split()
        found = image.decode(contents, int(channels), wide=kind == "uint16")
        assert found.dtype == kind
        values = np.frombuffer(base64.b64decode(known["values"]), "<u2").reshape(known["shape"])
        np.testing.assert_array_equal(found, values)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("compression", [-1, 0, 9])
def test_what_is_written_is_read_again(channels, compression):
    pixels = _pixels(channels)
    contents = image.encode_png(pixels, compression=compression)
    np.testing.assert_array_equal(image.decode(contents, wide=True), pixels)
    np.testing.assert_array_equal(image.decode(contents), pixels >> 8)


def _file(header, data, *others):
    parts = [(b"IHDR", header), *others, (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    chunks = [struct.pack(">I4s", len(body), name) + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _filtered(pixels, kinds):
    """The rows of an image, each filtered as the specification says it: byte by byte."""
    height, _, channels = pixels.shape
    step = 2 * channels
    rows = pixels.astype(">u2").reshape(height, -1).view(np.uint8).astype(int)
    found = b""
    for row, kind in enumerate(kinds):
        up = rows[row - 1] if row else np.zeros_like(rows[0])
        left, corner = (np.concatenate([np.zeros(step, int), line[:-step]]) for line in (rows[row], up))
        nearest = [min((a, b, c), key=lambda value: abs(a + b - c - value)) for a, b, c in zip(left, up, corner, strict=True)]
        guess = [0 * left, left, up, (left + up) // 2, np.array(nearest)][kind]
        found += bytes([kind]) + ((rows[row] - guess) % 256).astype(np.uint8).tobytes()
    return found


@pytest.mark.parametrize("hot", [_png_cy, uncompiled(_png_cy.__name__)], ids=["as installed", "source"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_every_filter_is_undone(channels, hot, monkeypatch):
    monkeypatch.setattr(png, "hot", hot)
    pixels = _pixels(channels)
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", 5, 7, 16, kind, 0, 0, 0)
    for kinds in ([0, 1, 2, 3, 4, 3, 4], [4, 4, 3, 2, 1, 1, 0], [3] * 7, [2] * 7):
        contents = _file(header, _filtered(pixels, kinds))
        np.testing.assert_array_equal(image.decode(contents, wide=True), pixels)


@pytest.mark.parametrize(("height", "width"), [(7, 5), (21, 33)])
def test_interlaced_files_are_put_together(height, width):
    pixels = np.random.default_rng(0).integers(0, 1 << 16, (height, width, 3), np.uint16)
    starts = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
    parts = [pixels[row::down, column::right] for row, column, down, right in starts]
    data = b"".join(_filtered(part, [0] * len(part)) for part in parts if part.size)
    contents = _file(struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 1), data)
    np.testing.assert_array_equal(image.decode(contents, wide=True), pixels)


def test_a_transparent_color_becomes_an_alpha_channel():
    pixels = _pixels(3)
    header, color = struct.pack(">IIBBBBB", 5, 7, 16, 2, 0, 0, 0), pixels[2, 3]
    contents = _file(header, _filtered(pixels, [0] * 7), (b"tRNS", color.astype(">u2").tobytes()))
    found = image.decode(contents, 4, wide=True)
    np.testing.assert_array_equal(found[..., :3], pixels)
    assert np.argwhere(found[..., 3] == 0).tolist() == [[2, 3]]


def test_damaged_files_are_refused():
    contents = image.encode_png(_pixels(3))
    for damaged in (contents[:-20], contents[:40] + b"\0" + contents[41:], contents[:30]):
        with pytest.raises(InvalidArgumentError, match="Invalid PNG data, size"):
            image.decode(damaged, wide=True)
    header = struct.pack(">IIBBBBB", 1, 1, 16, 0, 0, 0, 0)
    for data in (b"\5\0\0", b"\0\0"):
        with pytest.raises(InvalidArgumentError, match="Invalid PNG data, size"):
            image.decode(_file(header, data), wide=True)

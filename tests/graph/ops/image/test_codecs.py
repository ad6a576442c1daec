"""decode_jpeg, decode_png and their inverses, held against what TensorFlow decodes."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from support import golden

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.image import codecs
from headrace.graph.types import dtypes, errors

pytest.importorskip("PIL.Image")

CASES = golden.load("images/decoded.json")
ARRAYS = np.load(golden.DIRECTORY / "images/decoded.npz")
MOST_OF_PILLOW = 4  # whose transform is the accurate one


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetch):
    return Session().run(fetch)


@pytest.mark.parametrize("alone", [False, True], ids=["", "pillow"])
@pytest.mark.parametrize("name", CASES)
def test_images_decode_as_in_tensorflow(name, alone, monkeypatch):
    if alone:
        monkeypatch.setitem(sys.modules, "simplejpeg", None)
    case = CASES[name]
    contents = constant((golden.DIRECTORY / case["file"]).read_bytes())
    decoded = getattr(codecs, case["op"])(contents, **case["args"])
    if "error" in case:
        words = case["error"].split(" One of ")[0]  # which formats there are is our own list
        with pytest.raises(errors.InvalidArgumentError) as caught:
            run(decoded)
        assert caught.value.message.startswith(words)
        return
    result = run(decoded)
    expected = ARRAYS[case["array"]]
    assert decoded.static_shape == tuple(case["static_shape"])
    assert (result.shape, result.dtype) == (expected.shape, expected.dtype)
    difference = np.abs(result.astype(int) - expected)
    assert difference.max() <= (MOST_OF_PILLOW if alone and case["file"].endswith("jpg") else 0)


def test_png_keeps_every_pixel():
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    for channels in (1, 3):
        encoded = codecs.encode_png(pixels[..., :channels])
        np.testing.assert_array_equal(run(codecs.decode_png(encoded)), pixels[..., :channels])


def test_jpeg_keeps_a_plain_image():
    pixels = np.full((16, 16, 3), 100, np.uint8)
    assert np.abs(run(codecs.decode_jpeg(codecs.encode_jpeg(pixels))).astype(int) - 100).max() <= 2
    assert run(codecs.decode_jpeg(codecs.encode_jpeg(pixels), ratio=4)).shape == (4, 4, 3)


def test_without_pillow_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    contents = (golden.DIRECTORY / "images/rgb.png").read_bytes()
    with pytest.raises(errors.UnimplementedError, match=r"headrace\[images\]"):
        run(codecs.decode_png(constant(contents)))


def test_arguments_are_checked_when_the_graph_is_built():
    with pytest.raises(ValueError, match="rank 0"):
        codecs.decode_jpeg(constant([b"", b""]))
    with pytest.raises(ValueError, match="ratio must be 1, 2, 4, or 8, got 3"):
        codecs.decode_jpeg(b"", ratio=3)
    with pytest.raises(TypeError, match="not in list of allowed values: uint8, uint16"):
        codecs.decode_png(b"", dtype=dtypes.float32)

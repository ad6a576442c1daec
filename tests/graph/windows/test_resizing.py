"""Images in other sizes: what is compiled gives the bits of the same in NumPy, on any number of threads."""

import random

import numpy as np
import pytest

from headrace.graph.ops.image import resize
from headrace.graph.products import on_threads
from headrace.graph.windows import _resizing_cy, resizing

KERNELS = {
    "bilinear": lambda images, size, **places: resize._bilinear(images, size, **places),
    "bicubic": lambda images, size, **places: resize._bicubic(images, size, **places),
    "area": lambda images, size, align_corners, half_pixel_centers: resize._area(images, size, align_corners),
}


def some(seed, kind):
    draw, numbers = random.Random(seed), np.random.RandomState(seed)
    shape = (draw.randint(1, 3), draw.randint(1, 30), draw.randint(1, 30), draw.choice([1, 2, 3, 4, 7]))
    images = (numbers.rand(*shape) * 255).astype(kind)
    if seed % 3 == 0:
        images = images[:, ::-1, :, ::-1]
    size = np.array([draw.randint(1, 40), draw.randint(1, 40)], np.int32)
    corners = seed % 4 == 1
    return images, size, {"align_corners": corners, "half_pixel_centers": not corners and seed % 2 == 0}


@pytest.mark.parametrize("method", KERNELS)
@pytest.mark.parametrize("seed", range(30))
def test_compiled_and_in_numpy(method, seed, monkeypatch):
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 1 + seed % 3)
    images, size, places = some(seed, np.uint8 if seed % 2 else np.float32)
    found = KERNELS[method](images, size, **places)
    monkeypatch.setattr(resizing, "suits", lambda _: False)
    expected = KERNELS[method](images, size, **places)
    assert found.dtype == expected.dtype == np.float32
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.float16, np.float64])
def test_other_types_are_floats_first(kind):
    images, size, places = some(5, np.uint8)
    images = (images // 3).astype(kind)
    np.testing.assert_array_equal(
        resize._bilinear(images, size, **places), resize._bilinear(images.astype(np.float32), size, **places)
    )


@pytest.mark.parametrize("is_compiled", [True, False])
def test_what_an_element_does_not_cover_does_not_count(is_compiled, monkeypatch):
    if not is_compiled:
        monkeypatch.setattr(resizing, "suits", lambda _: False)
    images = np.zeros((1, 1, 5, 1), np.float32)
    images[0, 0, 0] = np.inf
    found = resize._area(images, np.array([1, 2], np.int32), align_corners=False)
    assert found.ravel().tolist() == [np.inf, 0.0]
    found = resize._area(images[:, :, ::-1], np.array([1, 2], np.int32), align_corners=False)
    assert found.ravel().tolist() == [0.0, np.inf]


@pytest.mark.skipif(not _resizing_cy.compiled, reason="not compiled")
def test_memory_of_another_size_is_refused():
    images, table, weights = np.zeros(12, np.uint8), np.zeros((2, 2), np.intp), np.zeros((2, 2), np.float32)
    room, out = np.zeros(100, np.float32), np.zeros((2, 2, 3), np.float32)

    def write(images=images, sizes=(1, 2, 2, 3), taps=table, out=out, room=room, end=2, method=0):
        _resizing_cy.write_rows(method, images, False, sizes, taps, weights, table, weights, 1.0, out, room, 0, end)

    write()
    wrong = [
        {"images": images[:11]},
        {"sizes": (2, 2, 2, 3)},
        {"taps": table[:1]},
        {"out": out[:1]},
        {"room": room[:5]},
        {"end": 3},
        {"method": 2},
    ]
    for one in wrong:
        with pytest.raises(ValueError, match=r"room|size|weight|number of places"):
            write(**one)

"""Arrays whose elements lie in memory in another order than that of their axes."""

from __future__ import annotations

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hot_modules import uncompiled

import headrace as tf
from headrace.graph.runtime import _copies_cy, memory_order

COPIES = [
    pytest.param(_copies_cy, id="as_installed"),
    pytest.param(uncompiled("headrace.graph.runtime._copies_cy"), id="uncompiled"),
]
TYPES = [np.uint8, np.bool_, np.int16, np.float32, np.int32, np.float64, np.complex64]


def images(dtype, n=3, height=6, width=4, channels=3):
    """Images that lie plane by plane, after one byte for each of them."""
    numbers = np.arange(n * (channels * height * width + 1)).reshape(n, -1) % 251
    return numbers.astype(dtype)[:, 1:].reshape(n, channels, height, width).transpose(0, 2, 3, 1)


@pytest.fixture(params=COPIES)
def copies(request, monkeypatch):
    """The hot module, and layout.py made to use it even where it is not compiled."""
    monkeypatch.setattr(request.param, "compiled", True)
    monkeypatch.setattr(memory_order, "copies", request.param)
    return request.param


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 9])
def test_images_stored_plane_by_plane_come_in_the_order_of_their_pixels(copies, dtype, channels):
    given = images(dtype, channels=channels)
    found = memory_order.contiguous(given)
    assert found.flags.c_contiguous
    assert found.dtype == given.dtype
    np.testing.assert_array_equal(found, given)


@pytest.mark.parametrize("size", [(1, 1), (1, 3), (5, 13), (8, 8), (9, 15), (31, 33)])
def test_any_number_of_pixels_is_put_in_order(copies, size):
    for dtype in (np.uint8, np.float32):
        given = images(dtype, 2, *size)
        np.testing.assert_array_equal(memory_order.contiguous(given), given)
        np.testing.assert_array_equal(memory_order.contiguous(given[:1]), given[:1])
        np.testing.assert_array_equal(memory_order.contiguous(given[:0]), given[:0])


@given(data=st.data())
def test_elements_are_the_same_in_order_whatever_the_layout(data):
    sizes = data.draw(arrays.array_shapes(min_dims=1, max_dims=4, max_side=5))
    axes = data.draw(st.permutations(range(len(sizes))))
    steps = tuple(slice(None, None, data.draw(st.sampled_from([1, 2, -1]))) for _ in sizes)
    dtype = data.draw(st.sampled_from(TYPES[:5]))
    target = data.draw(st.sampled_from([None, np.float32, np.uint8]))
    given = np.arange(np.prod(sizes)).reshape(sizes).astype(dtype).transpose(axes)[steps]
    found = memory_order.contiguous(given, target)
    assert found.flags.c_contiguous
    np.testing.assert_array_equal(found, given.astype(target or dtype))


def test_strings_are_put_in_order():
    given = np.array([b"%d" % i for i in range(24)], object).reshape(2, 3, 4).transpose(0, 2, 1)
    assert memory_order.contiguous(given).tolist() == given.tolist()


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
@pytest.mark.parametrize("reverse", [False, True])
def test_each_image_gets_its_own_window(copies, dtype, reverse):
    given = images(dtype, n=5)
    for source in (given, memory_order.contiguous(given), given[:, :, :, ::-1] if reverse else given[:, 1:]):
        room = np.array(source.shape[1:]) - [3, 2, 2] + 1
        begin = np.arange(15).reshape(5, 3) % room
        found = memory_order.windows(source, begin, [3, 2, 2])
        for i, (y, x, c) in enumerate(begin.tolist()):
            np.testing.assert_array_equal(found[i], source[i, y : y + 3, x : x + 2, c : c + 2])


def test_records_that_are_no_images_get_windows_too(copies):
    for shape in ((4, 7), (4, 7, 5), (4, 3, 4, 5, 6)):
        source = np.arange(np.prod(shape)).reshape(shape)
        begin = np.arange(4)[:, None] % np.array([2] * (len(shape) - 1))
        found = memory_order.windows(source, begin, [2] * (len(shape) - 1))
        for i, first in enumerate(begin.tolist()):
            np.testing.assert_array_equal(found[i], source[(i, *(slice(k, k + 2) for k in first))])


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_images_of_any_size_are_interleaved_into_their_rows(copies, dtype):
    for pixels in (*range(1, 20), 31, 32, 33, 100):
        flat = np.random.default_rng(pixels).integers(0, 256, 4 + 3 * (3 * pixels + 5)).astype(dtype)[4:]
        rows = np.array([4, 0, 3])
        out = np.full((6, 3 * pixels), 7, dtype)
        expected = out.copy()
        for place, row in enumerate(rows):
            planes = flat[place * (3 * pixels + 5) :][: 3 * pixels].reshape(3, pixels)
            expected[row] = planes.T.reshape(-1)
        copies.interleave(flat, 3 * pixels + 5, pixels, out, rows)
        np.testing.assert_array_equal(out, expected)


def test_the_copies_refuse_what_lies_outside_of_their_buffers(copies):
    flat, starts = np.zeros(100, np.uint8), np.array([0, 40], np.int64)
    with pytest.raises(ValueError, match="100 elements in steps of 60 are not 2 times 3 x 16"):
        copies.interleave(flat, 60, 16, np.zeros((2, 48), np.uint8), np.arange(2))
    with pytest.raises(ValueError, match="images of int16 cannot be interleaved"):
        copies.interleave(flat.view(np.int16), 18, 6, np.zeros((2, 18), np.int16), np.arange(2))
    with pytest.raises(ValueError, match="rows from 0 to 2 are not within 2"):
        copies.interleave(flat, 48, 16, np.zeros((2, 48), np.uint8), np.array([0, 2]))
    with pytest.raises(ValueError, match="windows of 61 bytes from 0 to 40 are not within 100"):
        copies.cut_windows(flat, starts, (50, 10), np.zeros((2, 2, 2, 1), np.uint8))
    with pytest.raises(ValueError, match="windows of 11 bytes from -1 to 40"):
        copies.cut_windows(flat, starts - [1, 0], (50, 10), np.zeros((2, 1, 2, 1), np.uint8))


def test_what_a_session_returns_is_in_order():
    fed = np.arange(60, dtype=np.uint8).reshape(3, 4, 5)
    x = tf.placeholder(tf.uint8, [3, 4, 5])
    turned = tf.transpose(x, [1, 2, 0])
    constant = tf.transpose(tf.constant(fed), [1, 2, 0])
    seen = tf.py_func(lambda a: np.bool_(a.flags.c_contiguous), [tf.cast(turned, tf.float32)], tf.bool)
    with tf.Session() as sess:
        *arrays, was_in_order = sess.run(
            [turned, tf.cast(turned, tf.float32), tf.sqrt(tf.to_float(turned)), constant, seen], {x: fed}
        )
    assert all(array.flags.c_contiguous and array.base is None for array in arrays)
    assert was_in_order
    np.testing.assert_array_equal(arrays[0], fed.transpose(1, 2, 0))

"""How blocks get into the rows of a queue's columns, whatever their layout in memory."""

from __future__ import annotations

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hot_modules import uncompiled

import headrace as tf
from headrace.graph.runtime import _copies_cy, memory_order
from headrace.pipeline import FIFOQueue, RandomShuffleQueue

COPIES = [
    pytest.param(_copies_cy, id="as_installed"),
    pytest.param(uncompiled("headrace.graph.runtime._copies_cy"), id="uncompiled"),
]


@pytest.mark.parametrize("copies", COPIES)
@pytest.mark.parametrize("kind", [FIFOQueue, RandomShuffleQueue])
@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64, np.bool_])
def test_images_stored_plane_by_plane_come_out_as_they_are(copies, kind, dtype, monkeypatch):
    monkeypatch.setattr(copies, "compiled", True)
    monkeypatch.setattr(memory_order, "copies", copies)
    images = (np.arange(7 * 97).reshape(7, 97) % 251).astype(dtype)[:, 1:].reshape(7, 3, 8, 4).transpose(0, 2, 3, 1)
    queue = kind(20, *((0,) if kind is RandomShuffleQueue else ()), [dtype, np.int32], [(8, 4, 3), ()])
    for first in (0, 7):
        queue.enqueue_many([images, np.arange(first, first + 7, dtype=np.int32)])
        taken, numbers = queue.dequeue_many(7)
        assert taken.flags.c_contiguous
        np.testing.assert_array_equal(taken, images[numbers - first])


@given(data=st.data())
def test_rows_of_any_shape_and_layout_come_out_as_they_are(data):
    sizes = data.draw(arrays.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=4))
    axes = data.draw(st.permutations(range(len(sizes))))
    dtype = data.draw(st.sampled_from([np.uint8, np.int16, np.float32, np.complex64]))
    steps = tuple(slice(None, None, data.draw(st.sampled_from([1, 2, -1]))) for _ in sizes)
    block = np.arange(np.prod(sizes)).reshape(sizes).astype(dtype).transpose(axes)[steps]
    queue = RandomShuffleQueue(100, 0, [dtype, np.int32], [block.shape[1:], ()])
    for _ in range(2):  # the second time into rows in no order
        queue.enqueue_many([block, np.arange(len(block), dtype=np.int32)])
        taken, numbers = queue.dequeue_many(len(block))
        np.testing.assert_array_equal(taken, block[numbers])


def test_a_transposed_element_is_stored_in_order():
    image = tf.transpose(tf.reshape(tf.range(24), [3, 4, 2]), [1, 2, 0])
    queue = tf.FIFOQueue(5, [tf.int32], shapes=[[4, 2, 3]])
    with tf.Session() as sess:
        sess.run(queue.enqueue(image))
        taken = sess.run(queue.dequeue())
    np.testing.assert_array_equal(taken, np.arange(24).reshape(3, 4, 2).transpose(1, 2, 0))

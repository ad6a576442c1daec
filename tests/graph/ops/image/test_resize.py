"""resize_images: its old form, sizes that are known late, images that have the size already."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

import headrace as tf

IMAGE = np.random.default_rng(6).uniform(size=(4, 6, 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def _graph():
    with tf.Graph().as_default():
        yield


def run(fetches, feeds=None):
    with tf.Session() as session:
        return session.run(fetches, feeds)


def test_the_form_before_tensorflow_0_12_gives_the_same():
    method = tf.image.ResizeMethod.NEAREST_NEIGHBOR
    new, *old = run(
        [
            tf.image.resize_images(IMAGE, [2, 9], method, True),
            tf.image.resize_images(IMAGE, 2, 9, method, True),
            tf.image.resize_images(IMAGE, 2, tf.constant(9), align_corners=True, method=method),
            tf.image.resize_images(IMAGE, new_height=2, new_width=9, method=method, align_corners=True),
        ]
    )
    for found in old:
        np.testing.assert_array_equal(found, new)


def test_one_number_is_no_size():
    with pytest.raises(ValueError, match="'size' must be a 1-D Tensor of 2 elements: new_height, new_width"):
        tf.image.resize_images(IMAGE, 2)


def test_the_signature_is_the_new_one():
    names = list(inspect.signature(tf.image.resize_images).parameters)
    assert names == ["images", "size", "method", "align_corners", "preserve_aspect_ratio", "name"]


def test_a_image_of_the_size_keeps_its_type():
    bytes_ = tf.placeholder(tf.uint8, [4, 6, 3])
    assert tf.image.resize_images(bytes_, [4, 6]).dtype is tf.uint8
    assert tf.image.resize_images(bytes_, [4, 7]).dtype is tf.float32


def test_a_size_that_is_known_when_run():
    size = tf.placeholder(tf.int32, [2])
    found = tf.image.resize_images(IMAGE, size)
    assert found.shape.as_list() == [None, None, 3]
    assert run(found, {size: [8, 3]}).shape == (8, 3, 3)


def test_the_largest_size_within_limits_keeps_the_ratio():
    found = tf.image.resize_images(IMAGE, [10, 9], preserve_aspect_ratio=True)
    assert found.shape.as_list() == [6, 9, 3]
    assert run(found).shape == (6, 9, 3)


def test_images_of_a_queue_are_resized_in_blocks():
    images = np.stack([IMAGE * k for k in range(6)])
    producer = tf.train.input_producer(images, shuffle=False, num_epochs=1)
    batch = tf.train.batch([tf.image.resize_images(producer.dequeue(), [5, 2], method=2)], 6)
    expected = tf.image.resize_images(images, [5, 2], method=2)
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(coord=coordinator)
        found = session.run(batch)
        coordinator.request_stop()
        coordinator.join(threads)
        np.testing.assert_allclose(found, session.run(expected), rtol=1e-6)

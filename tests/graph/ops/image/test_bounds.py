"""Boxes whose sizes are known only when run are checked then, in the words of TensorFlow 1.15."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

IMAGE = np.ones([5, 4, 3], np.float32)
crop, pad, fit = tf.image.crop_to_bounding_box, tf.image.pad_to_bounding_box, tf.image.resize_image_with_crop_or_pad


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


CASES = [
    (lambda p: crop(IMAGE, p, 0, 2, 2), -1, "offset_height must be >= 0."),
    (lambda p: crop(IMAGE, 0, p, 2, 2), -1, "offset_width must be >= 0."),
    (lambda p: crop(IMAGE, 0, 0, p, 2), 0, "target_height must be > 0."),
    (lambda p: crop(IMAGE, 0, 0, 2, p), -1, "target_width must be > 0."),
    (lambda p: crop(IMAGE, p, 0, 2, 2), 4, "height must be >= target + offset."),
    (lambda p: crop(IMAGE, 0, 0, 2, p), 9, "width must be >= target + offset."),
    (lambda p: pad(IMAGE, p, 0, 7, 7), -1, "offset_height must be >= 0"),
    (lambda p: pad(IMAGE, 0, p, 7, 7), -1, "offset_width must be >= 0"),
    (lambda p: pad(IMAGE, 0, 0, p, 7), 2, "height must be <= target - offset"),
    (lambda p: pad(IMAGE, 0, p, 7, 7), 9, "width must be <= target - offset"),
    (lambda p: fit(IMAGE, p, 3), 0, "target_height must be > 0."),
    (lambda p: fit(IMAGE, 3, p), -1, "target_width must be > 0."),
]


@pytest.mark.parametrize(("build", "value", "message"), CASES)
def test_a_box_that_does_not_fit_is_refused_when_built_or_when_run(session, build, value, message):
    with pytest.raises(ValueError) as known:
        build(value)
    assert str(known.value) == message
    size = tf.placeholder(tf.int32, [])
    result = build(size)
    with pytest.raises(tf.errors.InvalidArgumentError) as found:
        session.run(result, {size: value})
    assert found.value.message.split("\n")[0] == f"assertion failed: [{message}]"


@pytest.mark.parametrize("build", [case[0] for case in CASES])
def test_a_box_that_fits_is_cut_or_filled(session, build):
    size = tf.placeholder(tf.int32, [])
    for value in range(1, 9):
        try:
            expected = session.run(build(value))
        except ValueError:
            continue
        np.testing.assert_array_equal(session.run(build(size), {size: value}), expected)


def test_images_of_sizes_known_when_run_are_checked_then(session):
    image = tf.placeholder(tf.float32, [None, None, 3])
    cases = {
        crop(image, 4, 4, 2, 2): "height must be >= target + offset.",
        pad(image, 1, 1, 3, 9): "height must be <= target - offset",
    }
    for result, message in cases.items():
        with pytest.raises(tf.errors.InvalidArgumentError, match="assertion failed") as found:
            session.run(result, {image: np.ones([5, 7, 3])})
        assert message in found.value.message
    for result in (crop(image, 0, 0, 1, 1), pad(image, 0, 0, 9, 9), fit(image, 3, 3)):
        with pytest.raises(tf.errors.InvalidArgumentError, match=r"must be > 0|must be >= target"):
            session.run(result, {image: np.ones([0, 4, 3])})

"""Boxes drawn at random keep to what was asked; crops of records that come in blocks are those of each."""

from __future__ import annotations

import re

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.image.crops import CROP_AND_RESIZE


def drawn(count=40, **options):
    with tf.Graph().as_default(), tf.Session() as session:
        found = tf.image.sample_distorted_bounding_box([60, 80, 3], options.pop("boxes", [[[0.2, 0.3, 0.7, 0.8]]]), **options)
        return [session.run(found) for _ in range(count)]


def test_boxes_are_of_the_sizes_and_ratios_that_are_asked_for_and_cover_enough():
    for begin, size, corners in drawn(seed=3, min_object_covered=0.5, aspect_ratio_range=[0.5, 2.0], area_range=[0.3, 0.8]):
        (top, left, _), (height, width, rest) = begin.tolist(), size.tolist()
        assert rest == -1
        assert 0.3 <= height * width / 4800 <= 0.8
        assert 0.45 <= width / height <= 2.2
        assert 0 <= top <= top + height <= 60
        assert 0 <= left <= left + width <= 80
        both = (min(top + height, 42) - max(top, 12)) * (min(left + width, 64) - max(left, 24))
        assert both >= 0.5 * 30 * 40
        expected = np.float32([[[top / 60, left / 80, (top + height) / 60, (left + width) / 80]]])
        np.testing.assert_allclose(corners, expected, rtol=1e-6)


def test_boxes_are_the_same_in_each_session_and_others_in_each_run():
    first, again = drawn(seed=5), drawn(seed=5)
    assert [one.begin.tolist() for one in first] == [one.begin.tolist() for one in again]
    assert len({tuple(one.begin.tolist() + one.size.tolist()) for one in first}) > 20


def test_the_whole_image_where_none_is_found_or_no_thing_is_given():
    ((begin, size, corners),) = drawn(1, min_object_covered=1.0, area_range=[0.01, 0.02], max_attempts=3)
    assert (begin.tolist(), size.tolist(), corners.tolist()) == ([0, 0, 0], [60, 80, -1], [[[0, 0, 1, 1]]])
    none = np.zeros((1, 0, 4), np.float32)
    assert drawn(1, boxes=none, use_image_if_no_bounding_boxes=True)
    with pytest.raises(tf.errors.InvalidArgumentError, match="No bounding boxes provided as input"):
        drawn(1, boxes=none)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"min_object_covered": -0.5}, "Min object covered must be non-negative: -0.5"),
        ({"area_range": [0.0, 1.0]}, "Area range must be in (0, 1]: [0], [1]"),
        ({"aspect_ratio_range": [0.5]}, "Aspect ratio range field must specify 2 dimensions"),
        ({"boxes": [[[0.5, 0.5, 1.5, 0.7]]]}, "All bounding box coordinates must be in [0.0, 1.0]: 0.5, 0.5, 1.5, 0.7"),
    ],
)
def test_sampling_refuses(options, words):
    with pytest.raises(tf.errors.InvalidArgumentError, match=re.escape(words)):
        drawn(1, **options)


def test_crops_of_boxes_of_each_record_are_those_of_one_record_after_the_other():
    random = np.random.default_rng(1)
    images = random.uniform(size=(3, 2, 5, 6, 2)).astype(np.float32)
    boxes, of = random.uniform(size=(3, 4, 4)).astype(np.float32), random.integers(0, 2, (3, 4)).astype(np.int32)
    size = np.array([3, 4], np.int32)
    with tf.Graph().as_default(), tf.Session() as session:
        op = CROP_AND_RESIZE(images[0], boxes[0], of[0], size).op
        kernel = op.definition.flat_kernel_of(op, session)
    for batched in ([True, True, True, False], [False, True, False, False], [True, False, False, False]):
        given = [x if b else x[0] for x, b in zip((images, boxes, of), batched, strict=False)]
        found = op.definition.batch.function(op, batched, kernel)(3, *given, size)
        for record in range(3):
            one = [x[record] if b else x for x, b in zip(given, batched, strict=False)]
            np.testing.assert_array_equal(found[record], kernel(*one, size))

"""Pictures of random dots beside those of TensorFlow 1.15.5, each the first of a process."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import headrace as tf

from .stereogram_cases import CASES

RECORDED = [json.loads(line) for line in Path(__file__).with_name("stereograms.jsonl").read_text().splitlines()]
picture_of = tf.contrib.image.single_image_random_dot_stereograms


@pytest.mark.parametrize(("case", "recorded"), list(zip(CASES, RECORDED, strict=True)))
def test_pictures(case, recorded):
    (depths, kind, settings), (shape, dots) = case, recorded
    picture = picture_of(np.array(depths, kind), **settings)
    assert picture.shape.as_list() == shape
    with tf.Session() as session:
        assert session.run(picture).tobytes().hex() == dots


def test_sizes_by_default():
    assert picture_of([[1.0]]).shape.as_list() == [768, 1024, 1]
    assert picture_of([[1.0]], number_colors=257).shape.as_list() == [768, 1024, 3]


def test_what_is_refused():
    with pytest.raises(ValueError, match="output_image_shape must be three sizes"):
        picture_of([[1.0]], output_image_shape=[3, 4])
    with pytest.raises(ValueError, match="output_data_window must be two sizes"):
        picture_of([[1.0]], output_data_window=[3])
    with tf.Session() as session:
        for depths in ([1.0], np.zeros((0, 3))):
            with pytest.raises(tf.errors.InvalidArgumentError, match="depth_values must be a matrix"):
                session.run(picture_of(depths))
        with pytest.raises(tf.errors.InvalidArgumentError, match="must not be below 0"):
            session.run(picture_of([[1.0]], mu=-1.0))

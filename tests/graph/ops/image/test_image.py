"""Images: flips, crops, padding, brightness, contrast, types, held against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.rules.batch import PER_RECORD
from headrace.graph.core.traits import DRAWS
from headrace.graph.core.traversal import topological_order
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.image import adjust, bounds
from headrace.graph.ops.math.cast import cast
from headrace.graph.ops.random.shuffle import random_crop
from headrace.graph.types import dtypes

BYTES = np.random.default_rng(0).integers(0, 256, (6, 8, 3), dtype=np.uint8)
FLOATS = BYTES.astype(np.float32)


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetch, feeds=None):
    return Session().run(fetch, feeds)


def test_standardization_gives_mean_0_and_deviation_1():
    result = run(adjust.per_image_standardization(BYTES))
    x = BYTES.astype(float)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, (x - x.mean()) / x.std(), atol=1e-4)


def test_standardization_of_a_plain_image_is_zero():
    np.testing.assert_array_equal(run(adjust.per_image_standardization(np.full((3, 3, 1), 7.0, np.float32))), 0)


def test_standardization_takes_each_of_a_batch_for_itself():
    batch = np.stack([FLOATS, FLOATS * 2 + 5])
    result = run(adjust.per_image_standardization(batch))
    np.testing.assert_allclose(result[0], result[1], atol=1e-4)


def test_flips():
    np.testing.assert_array_equal(run(adjust.flip_left_right(BYTES)), BYTES[:, ::-1])
    np.testing.assert_array_equal(run(adjust.flip_up_down(BYTES)), BYTES[::-1])
    np.testing.assert_array_equal(run(adjust.flip_up_down(BYTES[None])), BYTES[None, ::-1])
    with pytest.raises(ValueError, match="must be at least three-dimensional"):
        adjust.flip_up_down(placeholder(dtypes.float32, [3, 3]))


@pytest.mark.parametrize(
    ("flip", "flipped"),
    [(adjust.random_flip_left_right, BYTES[:, ::-1]), (adjust.random_flip_up_down, BYTES[::-1])],
)
def test_random_flips_happen_half_of_the_time(flip, flipped):
    session = Session()
    fetch = flip(constant(BYTES), seed=1)
    assert fetch.static_shape == BYTES.shape
    results = [session.run(fetch) for _ in range(60)]
    turned = sum(np.array_equal(result, flipped) for result in results)
    assert turned + sum(np.array_equal(result, BYTES) for result in results) == 60
    assert 15 < turned < 45


def test_random_flip_of_a_batch_flips_each_for_itself():
    batch = np.stack([BYTES] * 40)
    result = run(adjust.random_flip_left_right(batch, seed=1))
    turned = [np.array_equal(image, BYTES[:, ::-1]) for image in result]
    assert 8 < sum(turned) < 32


def test_brightness():
    np.testing.assert_allclose(run(adjust.adjust_brightness(FLOATS, 10.0)), FLOATS + 10)
    result = run(adjust.adjust_brightness(BYTES, 0.2))
    assert result.dtype == np.uint8
    assert np.abs(result.astype(int) - np.minimum(BYTES + 51.0, 255)).max() <= 1
    session = Session()
    drawn = adjust.random_brightness(constant(FLOATS), 63, seed=1)
    deltas = {float((session.run(drawn) - FLOATS).mean()) for _ in range(20)}
    assert len(deltas) == 20
    assert max(map(abs, deltas)) <= 63
    with pytest.raises(ValueError, match="max_delta must be non-negative"):
        adjust.random_brightness(FLOATS, -1)


def test_contrast():
    means = FLOATS.mean(axis=(0, 1))
    np.testing.assert_allclose(run(adjust.adjust_contrast(FLOATS, 0.5)), (FLOATS - means) * 0.5 + means, rtol=1e-4)
    assert run(adjust.adjust_contrast(BYTES, 0.5)).dtype == np.uint8
    drawn = run(adjust.random_contrast(FLOATS, 0.2, 1.8, seed=1))
    factors = (drawn - means) / (FLOATS - means)
    assert factors.std() < 1e-2
    assert 0.2 <= factors.mean() < 1.8
    with pytest.raises(ValueError, match="upper must be > lower"):
        adjust.random_contrast(FLOATS, 2, 1)
    with pytest.raises(ValueError, match="lower must be non-negative"):
        adjust.random_contrast(FLOATS, -2, 1)


def test_types_are_scaled_to_their_range():
    ends = np.array([0, 255], np.uint8)
    np.testing.assert_array_equal(run(adjust.convert_image_dtype(ends, dtypes.float32)), [0, 1])
    np.testing.assert_array_equal(run(adjust.convert_image_dtype(ends, dtypes.uint16)), [0, 255 * 256])
    np.testing.assert_array_equal(run(adjust.convert_image_dtype(np.array([0, 65535], np.uint16), dtypes.uint8)), ends)
    floats = np.array([0, 0.5, 1, 1.7, -1], np.float32)
    result = run(adjust.convert_image_dtype(floats, dtypes.uint8, saturate=True))
    np.testing.assert_array_equal(result, [0, 127, 255, 255, 0])
    with pytest.raises(AttributeError, match="dtype must be either floating point or integer"):
        adjust.convert_image_dtype(floats, dtypes.string)


def test_gray():
    gray = run(adjust.rgb_to_grayscale(FLOATS / 255))
    np.testing.assert_allclose(gray, (FLOATS / 255 * [0.2989, 0.587, 0.114]).sum(-1, keepdims=True), rtol=1e-5)
    assert run(adjust.rgb_to_grayscale(BYTES)).dtype == np.uint8
    np.testing.assert_array_equal(run(adjust.grayscale_to_rgb(BYTES[..., :1])), np.repeat(BYTES[..., :1], 3, axis=-1))


def cropped_or_padded(image, height, width):
    rows, columns = image.shape[:2]
    top, left = max((rows - height) // 2, 0), max((columns - width) // 2, 0)
    cut = image[top : top + height, left : left + width]
    result = np.zeros((height, width, 3), image.dtype)
    top, left = (height - cut.shape[0]) // 2, (width - cut.shape[1]) // 2
    result[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return result


@pytest.mark.parametrize("size", [(4, 4), (6, 8), (10, 12), (4, 12), (9, 5), (3, 3), (7, 9)])
@pytest.mark.parametrize("is_known", [True, False])
def test_crop_or_pad(size, is_known):
    image = placeholder(dtypes.uint8, BYTES.shape if is_known else [None, None, 3])
    result = bounds.resize_image_with_crop_or_pad(image, *size)
    assert result.static_shape == (*size, 3)
    np.testing.assert_array_equal(run(result, {image: BYTES}), cropped_or_padded(BYTES, *size))


def test_crop_or_pad_of_a_batch():
    result = run(bounds.resize_image_with_crop_or_pad(np.stack([BYTES, BYTES]), 4, 12))
    np.testing.assert_array_equal(result[1], cropped_or_padded(BYTES, 4, 12))


def test_boxes():
    np.testing.assert_array_equal(run(bounds.crop_to_bounding_box(BYTES, 1, 2, 3, 4)), BYTES[1:4, 2:6])
    padded = run(bounds.pad_to_bounding_box(BYTES, 1, 2, 10, 12))
    np.testing.assert_array_equal(padded, np.pad(BYTES, [(1, 3), (2, 2), (0, 0)]))


@pytest.mark.parametrize(
    ("function", "box", "message"),
    [
        (bounds.crop_to_bounding_box, (1, 2, 40, 4), "height must be >= target"),
        (bounds.crop_to_bounding_box, (1, 2, 4, 40), "width must be >= target"),
        (bounds.crop_to_bounding_box, (-1, 2, 4, 4), "offset_height must be >= 0"),
        (bounds.crop_to_bounding_box, (1, 2, 4, 0), "target_width must be > 0"),
        (bounds.pad_to_bounding_box, (1, 2, 3, 50), "height must be <= target - offset"),
        (bounds.pad_to_bounding_box, (1, -2, 30, 50), "offset_width must be >= 0"),
    ],
)
def test_boxes_out_of_range(function, box, message):
    with pytest.raises(ValueError, match=message):
        function(BYTES, *box)


@pytest.mark.parametrize("is_known", [True, False])
def test_central_crop(is_known):
    image = placeholder(dtypes.uint8, BYTES.shape if is_known else [None, None, 3])
    np.testing.assert_array_equal(run(bounds.central_crop(image, 0.5), {image: BYTES}), BYTES[1:5, 2:6])
    assert bounds.central_crop(image, 1.0) is image
    with pytest.raises(ValueError, match=r"central_fraction must be within \(0, 1\]"):
        bounds.central_crop(image, 1.5)


def in_blocks(result, source, values):
    """`result` for n values of `source` by the ops' batch rules alone."""
    session = Session()
    n = len(values)
    columns = {source: values}
    for op in topological_order([result], [source]):
        batched = [tensor in columns for tensor in op.inputs]
        if op is source.op or not (any(batched) or DRAWS in op.definition.traits):
            continue
        rule = op.definition.batch.function
        assert rule is not PER_RECORD, op.name
        step = rule(op, batched, op.definition.flat_kernel_of(op, session))
        assert step is not None, f"{op.name} runs record by record"
        arrays = [columns[t] if t in columns else np.asarray(session.run(t)) for t in op.inputs]
        if op.outputs:
            columns[op.outputs[0]] = step(n, *arrays)
    return columns[result]


def test_distortions_of_a_block_need_no_loop_over_its_images():
    source = placeholder(dtypes.uint8, BYTES.shape)
    image = random_crop(cast(source, dtypes.float32), [4, 5, 3], seed=1)
    image = adjust.random_flip_left_right(image, seed=2)
    image = adjust.random_brightness(image, 63, seed=3)
    image = adjust.random_contrast(image, 0.2, 1.8, seed=4)
    result = in_blocks(adjust.per_image_standardization(image), source, np.stack([BYTES] * 20))
    assert (result.shape, result.dtype) == ((20, 4, 5, 3), np.float32)
    np.testing.assert_allclose(result.mean(axis=(1, 2, 3)), 0, atol=1e-5)
    np.testing.assert_allclose(result.std(axis=(1, 2, 3)), 1, atol=1e-4)
    assert len({record.tobytes() for record in result}) == 20


def test_crops_and_flips_of_a_block_are_those_of_its_images():
    source = placeholder(dtypes.uint8, BYTES.shape)
    values = np.stack([BYTES, 255 - BYTES, BYTES[::-1]])
    cropped = bounds.resize_image_with_crop_or_pad(adjust.flip_left_right(source), 4, 12)
    result = in_blocks(cropped, source, values)
    for image, value in zip(result, values, strict=True):
        np.testing.assert_array_equal(image, cropped_or_padded(value[:, ::-1], 4, 12))
    brighter = in_blocks(adjust.adjust_brightness(source, 0.1), source, values)
    np.testing.assert_array_equal(brighter[1], run(adjust.adjust_brightness(values[1], 0.1)))

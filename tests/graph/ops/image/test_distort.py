"""The ops on images that have a hot module, in every layout, compiled and not."""

from __future__ import annotations

import numpy as np
import pytest
from support.hot_modules import uncompiled

import headrace as tf
from headrace.graph.ops.image import distort
from headrace.graph.runtime import _pictures_cy

HOT = [
    pytest.param(_pictures_cy, id="as_installed"),
    pytest.param(uncompiled("headrace.graph.runtime._pictures_cy"), id="uncompiled"),
]
LAYOUTS = [(0, 1, 2, 3), (0, 3, 1, 2), (0, 2, 3, 1)]
SIZES = [(6, 4, 3), (5, 3, 1), (7, 1, 2), (1, 1, 1), (3, 11, 4)]


@pytest.fixture(params=[*HOT, None], ids=["as_installed", "uncompiled", "numpy"])
def images(request, monkeypatch):
    """The hot module, used even where it is not compiled; None: what runs in its place."""
    module = getattr(request.param, "values", [_pictures_cy])[0]
    monkeypatch.setattr(module, "compiled", request.param is not None)
    monkeypatch.setattr(distort, "pictures", module)
    return module


def stored(values, axes):
    """The same array with its axes in memory in another order."""
    return np.ascontiguousarray(values.transpose(axes)).transpose(np.argsort(axes))


def samples(dtype=np.float32):
    for size in SIZES:
        for n in (0, 1, 5):
            values = np.random.default_rng(n).normal(40, 30, (n, *size)).astype(dtype)
            for axes in LAYOUTS:
                yield stored(values, axes)
            yield stored(np.repeat(values, 2, axis=2), LAYOUTS[1])[:, :, ::2]


def in_both_ways(rule, images, *values):
    """The results with and without the memory of `images` to write to."""
    untouched = images.copy()
    results = [rule(images, *values)]
    np.testing.assert_array_equal(images, untouched)
    room = np.empty_like(images)
    room[...] = images
    return [*results, rule(room, *values, out=room)]


def test_contrast_stretches_each_channel_around_its_mean(images):
    for dtype, exactness in ((np.float32, 1e-4), (np.float16, 0.3)):
        for images in samples(dtype):
            factors = np.linspace(0.2, 1.8, len(images)).astype(np.float32)
            exact = images.astype(np.float64)
            means = exact.mean(axis=(1, 2), keepdims=True)
            expected = (exact - means) * factors[:, None, None, None] + means
            for found in in_both_ways(distort._adjust_contrast, images, factors):
                assert found.dtype == dtype
                np.testing.assert_allclose(found, expected, atol=exactness)


def test_standardization_leaves_mean_0_and_deviation_1(images):
    for images in samples():
        exact = images.astype(np.float64)
        least = 1 / np.sqrt(exact[0].size) if len(exact) else 1
        deviation = np.maximum(exact.std(axis=(1, 2, 3), keepdims=True), least)
        expected = (exact - exact.mean(axis=(1, 2, 3), keepdims=True)) / deviation
        for found in in_both_ways(distort._standardize, images):
            assert found.dtype == np.float32
            np.testing.assert_allclose(found, expected, atol=2e-5)


@pytest.mark.parametrize("axis", [-2, -3])
@pytest.mark.parametrize("dtype", [np.float32, np.uint8, np.int32, np.float64])
def test_only_chosen_images_are_mirrored(images, axis, dtype):
    for images in samples(dtype):
        chosen = np.arange(len(images)) % 2 == 0
        expected = np.where(chosen[:, None, None, None], np.flip(images, axis), images)
        for found in in_both_ways(distort._mirror, images, chosen, axis):
            np.testing.assert_array_equal(found, expected)


def test_a_image_alone_is_mirrored_or_not(images):
    image = np.arange(24, dtype=np.float32).reshape(2, 4, 3)
    for found in in_both_ways(distort._mirror, image, np.bool_(True), -2):
        np.testing.assert_array_equal(found, image[:, ::-1])
    for found in in_both_ways(distort._mirror, image, np.bool_(False), -2):
        np.testing.assert_array_equal(found, image)


@pytest.mark.parametrize("hot", HOT)
def test_what_does_not_fit_is_refused(hot):
    rows = np.zeros((4, 6), np.float32)
    with pytest.raises(ValueError, match=r"rows \(4, 6\), factors \(3,\) and out \(4, 6\) do not fit"):
        hot.stretch(rows, np.zeros(3, np.float32), rows)
    with pytest.raises(ValueError, match=r"rows \(4, 6\) and out \(3, 6\) do not fit"):
        hot.standardize(rows, 0.1, rows[:3])
    with pytest.raises(ValueError, match=r"rows \(4, 1, 3, 2\) and chosen \(3,\) do not fit"):
        hot.mirror(np.zeros((4, 1, 3, 2), np.uint32), np.zeros(3, np.uint8))


def test_the_gradient_of_standardization_is_that_of_its_formula():
    values = np.random.default_rng(1).normal(size=(2, 4, 5, 3)).astype(np.float32)
    values[1] = values[1, 0, 0, 0]  # no deviation: the least one counts
    values[1, 0, 0] += 1e-3
    x = tf.placeholder(tf.float32, values.shape)
    axes = [1, 2, 3]
    centered = x - tf.reduce_mean(x, axes, keep_dims=True)
    deviation = tf.sqrt(tf.reduce_mean(tf.square(centered), axes, keep_dims=True))
    formula = centered / tf.maximum(deviation, 1 / np.sqrt(np.float32(60)))
    weights = tf.constant(np.random.default_rng(2).normal(size=values.shape).astype(np.float32))
    expected = tf.gradients(formula * weights, x)[0]
    found = tf.gradients(tf.image.per_image_standardization(x) * weights, x)[0]
    with tf.Session() as session:
        results = session.run([found, expected], {x: values})
    np.testing.assert_allclose(*results, atol=2e-5)

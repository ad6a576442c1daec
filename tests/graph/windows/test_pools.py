"""Pools, depthwise convolutions and norms that are compiled, held against the same in NumPy."""

import random
from typing import Any

import numpy as np
import pytest

from headrace.graph.ops.nn import depthwise, lrn, pooling, pooling_gradients, rectifiers
from headrace.graph.products import on_threads
from headrace.graph.windows import pixels, pools


def assert_close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def in_numpy(monkeypatch, call):
    """What a call gives where nothing is compiled."""
    with monkeypatch.context() as context:
        for module in (pools, pixels):
            context.setattr(module, "suits", lambda *_: False)
        return call()


def some(seed):
    """Images with equal elements and NaN, and windows over them."""
    draw, numbers = random.Random(seed), np.random.RandomState(seed)
    shape = (draw.randint(1, 3), draw.randint(3, 12), draw.randint(3, 12), draw.choice([1, 3, 8, 17]))
    images = numbers.randint(-3, 4, shape).astype(np.float32)
    if seed % 3 == 0:
        images[numbers.rand(*shape) < 0.2] = np.nan
    window, stride = [1, draw.randint(1, 3), draw.randint(1, 3), 1], [1, draw.randint(1, 3), draw.randint(1, 3), 1]
    windows: dict[str, Any] = {
        "ksize": window,
        "strides": stride,
        "padding": draw.choice(["SAME", "VALID"]),
        "data_format": "NHWC",
    }
    return images, windows


@pytest.mark.parametrize("seed", range(40))
def test_pools_and_their_gradients(seed, monkeypatch):
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 1 + seed % 3)
    images, windows = some(seed)
    best = pooling._max_pool(images, **windows)
    np.testing.assert_array_equal(best, in_numpy(monkeypatch, lambda: pooling._max_pool(images, **windows)))
    gradients = np.random.RandomState(seed).randn(*best.shape).astype(np.float32)

    def of_best():
        return pooling_gradients.greatest_gradient(images, best, gradients, **windows)

    assert_close(of_best(), in_numpy(monkeypatch, of_best))
    images = np.nan_to_num(images)
    mean = pooling._avg_pool(images, **windows)
    assert_close(mean, in_numpy(monkeypatch, lambda: pooling._avg_pool(images, **windows)))

    def of_mean():
        return pooling_gradients._avg_pool_grad(np.array(images.shape, np.int32), gradients, **windows)

    assert_close(of_mean(), in_numpy(monkeypatch, of_mean))


@pytest.mark.parametrize("seed", range(30))
def test_depthwise_convolutions_and_their_gradients(seed, monkeypatch):
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 1 + seed % 3)
    draw, numbers = random.Random(seed), np.random.RandomState(seed)
    images = numbers.randn(draw.randint(1, 3), draw.randint(4, 10), draw.randint(4, 10), draw.choice([1, 3, 8, 17]))
    images = images.astype(np.float32)
    window = [draw.randint(1, min(7, size)) for size in images.shape[1:3]]
    filter = numbers.randn(*window, images.shape[3], draw.choice([1, 1, 2])).astype(np.float32)
    stride = draw.randint(1, 3)
    how: dict[str, Any] = {
        "strides": [1, stride, stride, 1],
        "padding": draw.choice(["SAME", "VALID"]),
        "data_format": "NHWC",
        "dilations": [1, 1, 1, 1] if stride > 1 or seed % 4 else [1, 2, 2, 1],
    }
    if how["dilations"][1] == 2:
        how["padding"] = "SAME"

    def forward():
        return depthwise._depthwise(images, filter, **how)

    out = forward()
    assert_close(out, in_numpy(monkeypatch, forward))
    gradients = numbers.randn(*out.shape).astype(np.float32)
    for call in (
        lambda: depthwise._backprop_input(np.array(images.shape), filter, gradients, **how),
        lambda: depthwise._backprop_filter(images, np.array(filter.shape), gradients, **how),
    ):
        assert_close(call(), in_numpy(monkeypatch, call))


@pytest.mark.parametrize("beta", [0.5, 0.75, 1.0, 0.3])
@pytest.mark.parametrize("radius", [0, 2, 5, 100])
def test_norms_of_neighbours(beta, radius, monkeypatch):
    numbers = np.random.RandomState(radius)
    images, gradients = numbers.randn(2, 2, 3, 3, 9).astype(np.float32)

    def forward():
        return lrn._lrn(images, radius, 1.0, 0.1, beta)

    found = forward()
    assert_close(found, in_numpy(monkeypatch, forward))
    channels = np.arange(9)
    near = (np.abs(channels[:, None] - channels) <= radius).astype(float)
    assert_close(found, images / (1 + 0.1 * np.square(images) @ near) ** beta)

    def backward():
        return lrn._lrn_grad(gradients, images, found, radius, 1.0, 0.1, beta)

    assert_close(backward(), in_numpy(monkeypatch, backward))


def test_gradients_of_rectifiers_pass_where_something_was_positive(monkeypatch):
    monkeypatch.setattr(on_threads, "threads_for", lambda _: 3)
    features = np.array([[1, -1, 0, np.nan, np.inf, 5]], np.float32)
    gradients = np.array([[1, 2, 3, 4, 5, -6]], np.float32)
    np.testing.assert_array_equal(rectifiers._relu_grad(gradients, features), [[1, 0, 0, 0, 5, -6]])
    rectifiers._relu_grad(gradients, features, out=gradients)
    np.testing.assert_array_equal(gradients, [[1, 0, 0, 0, 5, -6]])


def test_images_of_no_pixels_stay_so():
    nothing = np.zeros((0, 4, 4, 3), np.float32)
    windows = {"ksize": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "padding": "SAME", "data_format": "NHWC"}
    assert pooling._max_pool(nothing, **windows).shape == (0, 2, 2, 3)
    assert lrn._lrn(nothing, 2, 1.0, 1.0, 0.5).shape == (0, 4, 4, 3)

"""Convolutions and pooling: orders of axes, many images, none, windows larger than images; training with them."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.nn import windows


@pytest.fixture(autouse=True)
def _graph():
    with tf.Graph().as_default():
        yield


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def run(fetches, feeds=None):
    with tf.Session() as session:
        return session.run(fetches, feeds)


def planes(images):
    return images.transpose(0, 3, 1, 2)


CALLS = {
    "conv2d": lambda x, f, order: tf.nn.conv2d(x, f, [2, 1], "SAME", data_format=order),
    "holes": lambda x, f, order: tf.nn.conv2d(x, f, 1, "VALID", data_format=order, dilations=[1, 2]),
    "convolution with holes": lambda x, f, order: tf.nn.convolution(x, f, "SAME", dilation_rate=[2, 1], data_format=order),
    "depthwise": lambda x, f, order: tf.nn.depthwise_conv2d(x, f, [1, 1, 1, 1], "SAME", rate=[2, 2], data_format=order),
    "max_pool": lambda x, f, order: tf.nn.max_pool(x, [2, 3], [1, 2], "SAME", data_format=order),
    "avg_pool": lambda x, f, order: tf.nn.avg_pool(x, [2, 3], [1, 2], "SAME", data_format=order),
    "batch norm": lambda x, f, order: tf.nn.fused_batch_norm(
        tf.cast(x, tf.float32), tf.ones([2]), tf.zeros([2]), data_format=order
    )[0],
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_channels_first_is_channels_last_transposed(call):
    array = numbers(2, 5, 6, 2)
    x, y, f = tf.constant(array), tf.constant(planes(array)), tf.constant(numbers(3, 2, 2, 3, seed=1))
    last, first = call(x, f, "NHWC"), call(y, f, "NCHW")
    assert first.shape.as_list() == [last.shape.as_list()[k] for k in (0, 3, 1, 2)]
    weights = tf.constant(numbers(*last.shape.as_list(), seed=2), last.dtype)
    d_last = tf.gradients(last, x, weights)
    d_first = tf.gradients(first, y, tf.transpose(weights, [0, 3, 1, 2]))
    last, first, d_last, d_first = run([last, first, d_last[0], d_first[0]])
    np.testing.assert_allclose(first, planes(last), rtol=1e-6)
    np.testing.assert_allclose(d_first, planes(d_last), rtol=1e-5, atol=1e-6)


def test_images_in_several_chunks(monkeypatch):
    x, f = tf.constant(numbers(7, 5, 4, 2)), tf.constant(numbers(3, 3, 2, 3, seed=1))
    y = tf.nn.conv2d(x, f, 1, "SAME")
    fetches = [y, *tf.gradients(y * y, [x, f])]
    whole = run(fetches)
    monkeypatch.setattr(windows, "PATCH_BYTES", 1 << 13)
    for found, expected in zip(run(fetches), whole, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_no_images():
    x, f = tf.zeros([0, 4, 4, 2]), tf.ones([2, 2, 2, 3])
    y = tf.nn.max_pool(tf.nn.conv2d(x, f, 1, "SAME"), 2, 2, "SAME")
    found, d_x, d_f = run([y, *tf.gradients(y, [x, f])])
    assert found.shape == (0, 2, 2, 3)
    assert d_x.shape == (0, 4, 4, 2)
    np.testing.assert_array_equal(d_f, np.zeros((2, 2, 2, 3)))


def test_windows_with_no_room_when_sizes_are_known_only_when_run():
    x = tf.placeholder_with_default(tf.zeros([1, 2, 2, 1]), None)
    y = tf.nn.conv2d(x, tf.ones([3, 3, 1, 1]), 1, "VALID")
    assert run(y).shape == (1, 0, 0, 1)


def test_padding_does_not_count_in_max_and_mean():
    x = tf.constant(-np.ones((1, 3, 3, 1)))
    found = run([tf.nn.max_pool(x, 3, 1, "SAME"), tf.nn.avg_pool(x, 3, 1, "SAME")])
    for values in found:
        np.testing.assert_allclose(values, -np.ones((1, 3, 3, 1)))


def test_the_first_of_equal_elements_gets_the_gradient():
    x = tf.constant(np.ones((1, 2, 2, 1)))
    gradient = run(tf.gradients(tf.nn.max_pool(x, 2, 2, "VALID"), x)[0])
    assert gradient.reshape(-1).tolist() == [1, 0, 0, 0]


def test_two_kinds_of_places():
    x = tf.constant(numbers(2, 4, 4, 3))
    best, places = tf.nn.max_pool_with_argmax(x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID")
    _, over_all = tf.nn.max_pool_with_argmax(
        x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID", Targmax=tf.int32, include_batch_in_index=True
    )
    images, best, places, over_all = run([x, best, places, over_all])
    assert places.dtype == np.int64
    assert over_all.dtype == np.int32
    np.testing.assert_array_equal(images.reshape(-1)[over_all], best)
    np.testing.assert_array_equal(over_all[1] - places[1], np.full((2, 2, 3), 48))


def test_a_network_learns():
    rng = np.random.default_rng(4)
    images = rng.normal(size=(32, 8, 8, 1)).astype(np.float32)
    labels = (images[:, :4].sum((1, 2, 3)) > images[:, 4:].sum((1, 2, 3))).astype(np.int64)
    filters = tf.Variable(tf.truncated_normal([3, 3, 1, 4], stddev=0.3, seed=1))
    weights = tf.Variable(tf.truncated_normal([64, 2], stddev=0.1, seed=2))
    hidden = tf.nn.relu(tf.nn.conv2d(images, filters, [1, 1, 1, 1], "SAME"))
    pooled = tf.nn.lrn(tf.nn.max_pool(hidden, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"), 2)
    logits = tf.matmul(tf.reshape(pooled, [-1, 64]), weights)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    step = tf.train.AdamOptimizer(0.03).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        first = session.run(loss)
        for _ in range(60):
            session.run(step)
        assert session.run(loss) < first / 4

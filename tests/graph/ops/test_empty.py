"""Inputs without elements: what TensorFlow 1.15 gives, or in which words it refuses them, known when built or when run."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


def _zeros(*sizes):
    return np.zeros(sizes, np.float32)


NOTHING = np.zeros([0], np.int32)
ONES = [1, 1, 1, 1]

EMPTY = {
    "bilinear": (lambda x: tf.image.resize_bilinear(x, [4, 3]), _zeros(0, 2, 2, 1), (0, 4, 3, 1)),
    "bicubic": (lambda x: tf.image.resize_bicubic(x, [4, 3]), _zeros(0, 2, 2, 1), (0, 4, 3, 1)),
    "area": (lambda x: tf.image.resize_area(x, [4, 3]), _zeros(0, 2, 2, 1), (0, 4, 3, 1)),
    "nearest": (lambda x: tf.image.resize_nearest_neighbor(x, [4, 3]), _zeros(0, 2, 2, 1), (0, 4, 3, 1)),
    "depthwise": (lambda x: tf.nn.depthwise_conv2d(x, _zeros(2, 2, 1, 1), ONES, "VALID"), _zeros(0, 3, 3, 1), (0, 2, 2, 1)),
    "depthwise without depth": (
        lambda x: tf.nn.depthwise_conv2d(x, _zeros(2, 2, 2, 0), ONES, "VALID"),
        _zeros(1, 3, 3, 2),
        (1, 2, 2, 0),
    ),
    "backprop_input": (
        lambda x: tf.nn.conv2d_backprop_input([1, 3, 3, 2], x, _zeros(1, 2, 2, 0), ONES, "VALID"),
        _zeros(2, 2, 2, 0),
        (1, 3, 3, 2),
    ),
    "backprop_filter": (
        lambda x: tf.nn.conv2d_backprop_filter(x, [2, 2, 2, 0], _zeros(1, 2, 2, 0), ONES, "VALID"),
        _zeros(1, 3, 3, 2),
        (2, 2, 2, 0),
    ),
    "transpose": (
        lambda x: tf.nn.conv2d_transpose(x, _zeros(2, 2, 3, 0), [1, 3, 3, 3], ONES, "VALID"),
        _zeros(1, 2, 2, 0),
        (1, 3, 3, 3),
    ),
    "gather_nd of nothing": (lambda x: tf.gather_nd(x, np.zeros([0, 1], np.int32)), _zeros(0, 3), (0, 3)),
}

NO_CHANNELS = "image must have at least one channel"
NO_PARAMS = "Requested more than 0 entries, but params is empty.  Params shape: "
REFUSED = {
    "bilinear": (lambda x: tf.image.resize_bilinear(x, [2, 2]), _zeros(1, 2, 2, 0), NO_CHANNELS),
    "bicubic": (lambda x: tf.image.resize_bicubic(x, [2, 2]), _zeros(1, 2, 2, 0), NO_CHANNELS),
    "area": (lambda x: tf.image.resize_area(x, [2, 2]), _zeros(1, 2, 2, 0), NO_CHANNELS),
    "nearest": (lambda x: tf.image.resize_nearest_neighbor(x, [2, 2]), _zeros(1, 2, 2, 0), NO_CHANNELS),
    "gather_nd": (lambda x: tf.gather_nd(x, [[0, 0]]), _zeros(0, 3), NO_PARAMS + "[0,3]"),
    "gather_nd of empty rows": (lambda x: tf.gather_nd(x, [[1]]), _zeros(2, 0), NO_PARAMS + "[2,0]"),
    "gather_nd of all": (lambda x: tf.gather_nd(x, np.zeros([2, 0], np.int32)), _zeros(0), NO_PARAMS + "[0]"),
    "argmin": (lambda x: tf.argmin(x, 0), _zeros(0, 3), "Reduction axis 0 is empty in shape [0,3]"),
    "argmax": (lambda x: tf.argmax(x, 1), _zeros(3, 0), "Reduction axis 1 is empty in shape [3,0]"),
    "no classes": (
        lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 0], logits=x),
        _zeros(2, 0),
        "Must have at least one class, but got logits shape [2,0]",
    ),
    "conv2d": (  # 1.15 crashes; words of 2.21
        lambda x: tf.nn.conv2d(x, _zeros(2, 2, 2, 0), ONES, "VALID"),
        _zeros(1, 3, 3, 2),
        "filter must not have zero elements (i.e. all dimensions must be non-zero)",
    ),
}


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


@pytest.mark.parametrize("fed", [False, True])
@pytest.mark.parametrize("name", EMPTY)
def test_nothing_is_made_of_nothing(session, name, fed):
    build, value, shape = EMPTY[name]
    found = session.run(build(tf.placeholder_with_default(value, None) if fed else tf.constant(value)))
    assert found.shape == shape
    assert not found.any()


@pytest.mark.parametrize("fed", [False, True])
@pytest.mark.parametrize("name", REFUSED)
def test_what_needs_something_says_so(session, name, fed):
    build, value, message = REFUSED[name]
    result = build(tf.placeholder_with_default(value, None) if fed else tf.constant(value))
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(result)
    assert caught.value.message.split("\n")[0] == message


def test_an_axis_to_split_is_a_scalar(session):
    fed = tf.placeholder_with_default(NOTHING, None)
    for sizes in (2, [0, 0]):
        with pytest.raises(ValueError, match="Input must be scalar but has rank 1"):
            tf.split(tf.placeholder(tf.float32), sizes, tf.constant(NOTHING))
        message = (
            "split_dim must be a scalar but has rank 1" if sizes == 2 else "split_dim_tensor must have exactly one element"
        )
        with pytest.raises(tf.errors.InvalidArgumentError, match=message):
            session.run(tf.split(_zeros(0, 3), sizes, fed))
    one = tf.placeholder_with_default(np.zeros([1], np.int32), None)
    assert [part.shape for part in session.run(tf.split(_zeros(3, 2), [1, 2], one))] == [(1, 2), (2, 2)]

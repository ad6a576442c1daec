"""Layers whose arguments differ in type or size from what is usual. Results are those of TensorFlow 1.15."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import headrace as tf

FLOATS = (tf.float16, tf.float32, tf.float64)


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


@pytest.mark.parametrize(("kind", "of_statistics"), list(itertools.product(FLOATS, FLOATS)))
def test_statistics_may_be_of_another_type_than_what_is_normalized(session, kind, of_statistics):
    x = tf.constant([[1.0, 2.0]], kind)
    mean, variance, offset, scale = (tf.constant([value, value], of_statistics) for value in (1.0, 4.0, 1.0, 2.0))
    found = session.run(tf.nn.batch_normalization(x, mean, variance, offset, scale, 0.0))
    assert found.dtype == kind.as_numpy_dtype
    assert found.tolist() == [[1.0, 2.0]]
    assert session.run(tf.nn.batch_normalization(x, mean, variance, None, None, 0.0)).tolist() == [[0.0, 0.5]]
    others = [other for other in FLOATS if other != of_statistics]
    with pytest.raises(TypeError, match="Input 'y' of 'Mul' Op has type"):
        tf.nn.batch_normalization(x, mean, variance, None, tf.constant([1.0, 1.0], others[0]), 0.0)


def test_none_in_a_noise_shape_stands_for_the_size_of_the_input(session):
    for noise_shape, equal_along in (([None, 1], 1), ([1, None], 0)):
        kept = session.run(tf.nn.dropout(tf.ones([30, 20]), rate=0.5, noise_shape=noise_shape, seed=3))
        assert kept.shape == (30, 20)
        assert len(np.unique(kept, axis=equal_along).T if equal_along else np.unique(kept, axis=0)) == 1
    unknown = tf.placeholder(tf.float32, [None, 2])
    with pytest.raises(ValueError, match=r"Cannot convert a partially known TensorShape to a Tensor: \(\?, 1\)"):
        tf.nn.dropout(unknown, rate=0.5, noise_shape=[None, 1])


def test_a_filter_without_output_channels_has_an_empty_gradient(session):
    images, nothing = tf.zeros([1, 3, 3, 2]), tf.zeros([1, 2, 2, 0])
    found = session.run(tf.nn.conv2d_backprop_filter(images, [2, 2, 2, 0], nothing, [1, 1, 1, 1], "VALID"))
    assert found.shape == (2, 2, 2, 0)


def test_pixels_of_16_bits_make_a_png_file(session):
    pixels = (np.arange(12).reshape(2, 2, 3) * 5000).astype(np.uint16)
    found = tf.image.decode_png(tf.image.encode_png(tf.constant(pixels)), dtype=tf.uint16)
    np.testing.assert_array_equal(session.run(found), pixels)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"compression should be in \[-1,9\], got 10"):
        session.run(tf.image.encode_png(pixels, compression=10))


def test_the_operations_of_dropout_have_tensorflows_names(session):
    dropped = tf.nn.dropout(tf.ones([2, 2]), rate=0.5)
    assert dropped.op.name == "dropout/mul_1"
    assert tf.nn.dropout(tf.ones([2, 2]), rate=0.5, name="mine").op.name == "mine/mul_1"

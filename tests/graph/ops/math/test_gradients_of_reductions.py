"""Gradients of reductions, whatever is known of shape and axes while the graph is built."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

_X = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
_AXES = {
    "constant": lambda axes: (axes, None),
    "int32": lambda axes: (tf.placeholder(tf.int32), axes),
    "int64": lambda axes: (tf.placeholder(tf.int64, [None]), axes),
}


def _gradient(session, reduce, x, axes, given):
    reduced = reduce(x, axes)
    return session.run(tf.gradients(tf.reduce_sum(reduced * reduced), x)[0], given)


@pytest.mark.parametrize("reduce", [tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_prod])
@pytest.mark.parametrize("shape", [None, [None, 3, None], [None, None, 4]], ids=str)
@pytest.mark.parametrize("kind", _AXES)
@pytest.mark.parametrize("axes", [[0], [1, -1], [-3, 2], [0, 1, 2]], ids=str)
def test_they_are_those_of_a_known_shape_and_axes(session, reduce, shape, kind, axes):
    x = tf.placeholder(tf.float32, shape)
    along, fed = _AXES[kind](axes)
    found = _gradient(session, reduce, x, along, {x: _X} if fed is None else {x: _X, along: fed})
    known = tf.constant(_X)
    np.testing.assert_allclose(found, _gradient(session, reduce, known, axes, None), rtol=1e-5)


def test_an_axis_may_be_a_scalar_known_when_run(session):
    x, axis = tf.placeholder(tf.float32), tf.placeholder(tf.int32, [])
    found = session.run(tf.gradients(tf.reduce_sum(x, axis) * [1.0, 2.0], x)[0], {x: [[1, 2], [3, 4]], axis: -1})
    assert found.tolist() == [[1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("divide", "kind", "words"),
    [
        (tf.floordiv, tf.errors.InvalidArgumentError, "Integer division by zero"),
        (tf.floormod, tf.errors.InvalidArgumentError, "Integer division by zero"),
        (tf.truncatediv, tf.errors.InternalError, "Unexpected error in binary operator"),
        (tf.truncatemod, tf.errors.InternalError, "Unexpected error in binary operator"),
    ],
)
def test_nothing_may_be_divided_by_zero(session, divide, kind, words):
    x, zero = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int32, [])
    assert session.run(divide(x, zero), {x: [], zero: 0}).tolist() == []
    with pytest.raises(kind, match=words):
        session.run(divide(x, zero), {x: [1], zero: 0})

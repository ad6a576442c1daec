"""Arguments that TensorFlow takes though their type is another than the usual one."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


@pytest.mark.parametrize("kind", [np.int32, np.int64])
def test_an_array_without_axes_is_an_index(session, kind):
    x = tf.constant([5, 6, 7])
    assert session.run(x[np.array(1, kind)]) == 6
    assert session.run(x[np.array(1, kind) :]).tolist() == [6, 7]
    for wrong in (np.array(1.0), np.array(1, np.int8), np.array([1])):
        with pytest.raises(TypeError, match="Only integers, slices"):
            x[wrong]


def test_tensors_of_another_type_are_cast_for_range(session):
    assert session.run(tf.range(tf.constant(5), dtype=tf.float32)).tolist() == [0, 1, 2, 3, 4]
    found = session.run(tf.range(0, tf.constant(5), dtype=tf.int64))
    assert found.dtype == np.int64
    assert found.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("reduce", "of_nothing"), [(tf.reduce_all, True), (tf.reduce_any, False)])
def test_values_become_bools_for_reductions_of_bools(session, reduce, of_nothing):
    for nothing in ([], [[]], np.array([])):
        assert session.run(reduce(nothing)) == of_nothing
    assert session.run(reduce(np.array([1, 2])))
    with pytest.raises(TypeError, match="Expected bool"):
        reduce([1])

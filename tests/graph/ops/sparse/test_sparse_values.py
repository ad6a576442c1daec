"""Functions of SparseTensors and IndexedSlices: what is there is computed, the rest stays as it was."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

VALUES = np.array([-0.5, 0.25], np.float32)
FUNCTIONS = {
    "abs": np.abs,
    "negative": np.negative,
    "square": np.square,
    "sign": np.sign,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sin": np.sin,
    "tan": np.tan,
    "asin": np.arcsin,
    "atan": np.arctan,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_of_a_sparse_tensor_the_values_are_computed(name):
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.SparseTensor([[0, 1], [1, 0]], VALUES, [2, 3])
        y = getattr(tf, name)(x)
        assert isinstance(y, tf.SparseTensor)
        assert y.indices is x.indices
        assert y.dense_shape is x.dense_shape
        indices, values, shape = session.run(y)
        np.testing.assert_allclose(values, FUNCTIONS[name](VALUES), rtol=1e-6)
        assert (indices.tolist(), shape.tolist()) == ([[0, 1], [1, 0]], [2, 3])
        assert getattr(tf, name)(x, name="mine").values.op.name == "mine_1"  # as in TensorFlow 1.15
        assert isinstance(getattr(tf, name)(VALUES), tf.Tensor)


def test_indexed_slices_are_negated():
    with tf.Graph().as_default(), tf.Session() as session:
        slices = tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([1]), tf.constant([2, 1]))
        values, indices, shape = session.run(-slices)
        assert (values.tolist(), indices.tolist(), shape.tolist()) == ([[-1.0]], [1], [2, 1])
        assert (-tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([1]))).dense_shape is None

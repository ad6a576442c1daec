"""Layers that are called with nested structures of tensors: `build` is given shapes, `call` tensors, in the same structure."""

from __future__ import annotations

from collections import namedtuple

import pytest

import headrace as tf

Pair = namedtuple("Pair", "x y")


class Seen(tf.layers.Layer):
    """Keeps what it is given."""

    def build(self, input_shape):
        self.shapes = input_shape
        self.built = True

    def call(self, inputs):
        self.inputs = inputs
        return inputs


def test_dicts_and_tuples_keep_their_structure():
    with tf.Graph().as_default():
        x, y = tf.constant([1.0]), tf.constant([[2]])
        for inputs, shapes in (
            ({"b": x, "a": y}, {"b": (1,), "a": (1, 1)}),
            (Pair(x, y), Pair((1,), (1, 1))),
            ({"b": {"x": x, "y": (y,)}}, {"b": {"x": (1,), "y": ((1, 1),)}}),
            ([x, [y]], [(1,), [(1, 1)]]),
        ):
            layer = Seen()
            assert layer(inputs) == inputs
            assert layer.shapes == shapes
            assert type(layer.inputs) is type(inputs)


def test_the_type_of_a_layer_is_that_of_the_first_leaf_in_the_order_of_keys():
    with tf.Graph().as_default():
        layer = Seen()
        layer({"b": tf.constant([1.0]), "a": tf.constant([2])})
        assert layer.dtype == "int32"


def test_a_layer_computes_with_the_parts_of_a_dict():
    class Sum(tf.layers.Layer):
        def call(self, inputs):
            return inputs["a"] + inputs["b"]

    with tf.Graph().as_default(), tf.Session() as session:
        assert session.run(Sum()({"a": tf.constant([1.0]), "b": 2.0})).tolist() == [3.0]


def test_what_is_no_number_reaches_call_as_it_is_and_leaves_shapes_unknown():
    with tf.Graph().as_default():
        layer = Seen()
        layer({"a": None, "b": "text"})
        assert layer.inputs == {"a": None, "b": "text"}
        assert layer.shapes is None
        sparse = tf.SparseTensor([[0, 0]], [1.0], [1, 1])
        layer = Seen()
        assert layer(sparse) is sparse
        assert layer.shapes.as_list() == [1, 1]


def test_a_layer_of_one_tensor_refuses_two():
    with tf.Graph().as_default(), pytest.raises(ValueError, match="expects 1 inputs, but it received 2 input tensors"):
        tf.layers.dense({"a": tf.ones([2, 2]), "b": tf.ones([2])}, 3)

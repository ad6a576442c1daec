"""Layers that a plan joins give what they give one by one, to the last bit, and errors are told of whom they come from."""

from __future__ import annotations

import random

import numpy as np
import pytest

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

JOINED = ("_FusedConv2D", "RectifiedMaxPoolGrad")


class Program:
    """A random network of convolutions, biases, rectifiers and pools, of which somebody may need what is between them.

    Attributes:
      feeds: what its placeholder gets.
      fetches: its loss, gradients by all that has some, and what else is asked for.
    """

    def __init__(self, seed: int) -> None:
        self._draw = draw = random.Random(seed)
        self._numbers = np.random.default_rng(seed)
        self._dtype = draw.choice([tf.float32] * 5 + [tf.float16, tf.float64])
        shape = (draw.choice([1, 3]), draw.randint(3, 9), draw.randint(3, 9), draw.choice([1, 3, 16]))
        fed = tf.placeholder(self._dtype, (draw.choice([shape[0], None]), *shape[1:]))
        self.feeds = {fed: self._drawn(*shape)}
        self.fetches: list = []
        self._variables: list = []
        x = fed
        for _ in range(draw.randint(1, 2)):
            x = self._layer(x)
        loss = tf.reduce_sum(tf.square(x))
        self.fetches += [loss, *(one for one in tf.gradients(loss, [fed, *self._variables]) if one is not None)]

    def _drawn(self, *shape: int) -> np.ndarray:
        values = self._numbers.integers(-3, 4, shape).astype(self._dtype.as_numpy_dtype)  # some are equal, or zeros
        if self._draw.random() < 0.2:
            values.flat[self._draw.randrange(values.size)] = self._draw.choice([np.nan, np.inf, -np.inf])
        return values

    def _layer(self, x):
        draw = self._draw
        filters, strides = draw.choice([1, 5, 16, 33]), [1, draw.choice([1, 2]), 1, 1]
        window, padding = draw.choice(
            [(1, "SAME"), (3, "SAME"), (1, "VALID"), (3, "VALID" if min(map(int, x.shape[1:3])) > 2 else "SAME")]
        )
        weights = tf.Variable(self._drawn(window, window, int(x.shape[3]), filters))
        bias = tf.Variable(self._drawn(filters))
        self._variables += [weights, bias]
        x = self._seen(tf.nn.conv2d(x, weights, strides, padding))
        if draw.random() < 0.9:
            with tf.control_dependencies(self._changed(weights, bias, after=x)):
                x = self._seen(tf.nn.bias_add(x, bias))
        if draw.random() < 0.9:
            x = self._seen(tf.nn.relu(x))
        if draw.random() < 0.7:
            x = self._seen(tf.nn.max_pool(x, [1, draw.choice([1, 2, 3]), 2, 1], [1, draw.choice([1, 2]), 2, 1], "SAME"))
        return x

    def _changed(self, *variables, after):
        """At times a change of one of the variables behind the reading of it."""
        if self._draw.random() < 0.8:
            return []
        with tf.control_dependencies([after]):
            variable = self._draw.choice(variables)
            return [tf.assign_add(variable, tf.ones_like(variable.initial_value))]

    def _seen(self, x):
        """The same, which at times somebody else needs, too, or which is in a branch."""
        kind = self._draw.random()
        if kind < 0.1:
            self.fetches.append(self._draw.choice([x, tf.reduce_max(x)]))
        elif kind < 0.15:
            return tf.cond(tf.reduce_max(x) > 0, lambda: tf.nn.relu(x), lambda: x)
        return x

    def values(self, session_class):
        with session_class() as sess:
            sess.run(tf.global_variables_initializer())
            return sess.run([*self.fetches, *self._variables], self.feeds)


@pytest.mark.parametrize("seed", range(80))
def test_what_is_joined_gives_what_it_gives_one_by_one(seed):
    with tf.Graph().as_default():
        program = Program(seed)
        found, expected = program.values(tf.Session), program.values(InterpretedSession)
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_the_layers_of_a_network_for_images_are_joined():
    images = tf.placeholder(tf.float32, [None, 8, 8, 3])
    filter, bias = tf.Variable(tf.ones([3, 3, 3, 4])), tf.Variable(tf.ones([4]))
    x = tf.nn.max_pool(tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(images, filter, [1, 1, 1, 1], "SAME"), bias)), 2, 2, "SAME")
    with tf.Session() as sess:
        plan = sess.plan(tf.gradients(x, [filter, bias]), [images])
    assert [plan.count(name) for name in JOINED] == [1, 1]
    assert not any(f"k_{name}" in plan for name in ("Conv2D(", "BiasAdd(", "Relu(", "ReluGrad("))


def test_what_a_convolution_refuses_is_told_of_it():
    images = tf.placeholder(tf.float32, [None, None, 8, 3])
    filter = tf.placeholder(tf.float32, [3, 3, None, 4])
    x = tf.nn.bias_add(tf.nn.conv2d(images, filter, [1, 1, 1, 1], "VALID", name="first"), tf.ones([4]), name="second")
    refused = pytest.raises(tf.errors.InvalidArgumentError, match="input depth must be evenly divisible")
    with tf.Session() as sess, refused as caught:
        sess.run(tf.nn.relu(x), {images: np.ones([1, 4, 8, 3]), filter: np.ones([3, 3, 2, 4])})
    assert caught.value.op.name == "first"


def test_what_biases_refuse_is_told_of_them():
    bias = tf.placeholder_with_default([1.0, 2.0], None)
    x = tf.nn.bias_add(tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.ones([1, 1, 1, 2]), [1, 1, 1, 1], "SAME"), bias, name="second")
    with tf.Session() as sess:
        assert sess.run(tf.nn.relu(x)).shape == (1, 4, 4, 2)
        with pytest.raises(tf.errors.InvalidArgumentError, match="as many biases") as caught:
            sess.run(tf.nn.relu(x), {bias: [1.0]})
    assert caught.value.op.name == "second"


def test_a_joined_layer_has_a_trace():
    x = tf.nn.relu(
        tf.nn.bias_add(tf.nn.conv2d(tf.ones([1, 4, 4, 1]), tf.Variable(tf.ones([1, 1, 1, 2])), [1] * 4, "SAME"), [1.0, 2])
    )
    metadata = tf.RunMetadata()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(x, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata)
    names = [node.node_name for device in metadata.step_stats.dev_stats for node in device.node_stats]
    assert {"Conv2D", "BiasAdd", "Relu"} <= {*names}

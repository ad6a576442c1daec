"""What layers say of themselves: their calls, their configuration, the values of their variables."""

from __future__ import annotations

import json

import numpy as np
import pytest
from support import golden

import headrace as tf

CONFIGS = golden.load("rules/layer_configs.json")
"""What TensorFlow 1.15 says of layers."""


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def made(call):
    return eval(f"tf.layers.{call}", {"tf": tf})


# -- configuration -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", CONFIGS)
def test_configurations_are_tensorflows_and_make_such_a_layer_again(call):
    layer = made(call)
    config = layer.get_config()
    assert json.loads(json.dumps(config)) == CONFIGS[call]
    again = type(layer).from_config(CONFIGS[call])
    assert json.loads(json.dumps(again.get_config())) == CONFIGS[call]


def test_a_layer_made_again_computes_the_same_with_the_same_weights():
    first = tf.layers.Conv2D(3, (2, 1), strides=(1, 2), padding="same", activation=tf.nn.elu)
    x = tf.ones([1, 4, 4, 2])
    second = tf.layers.Conv2D.from_config({**first.get_config(), "name": "other"})
    y, z = first(x), second(x)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        second.set_weights(first.get_weights())
        a, b = session.run([y, z])
    assert a.tolist() == b.tolist()
    assert not {v.name for v in first.weights} & {v.name for v in second.weights}


def test_a_class_with_arguments_of_its_own_has_to_say_them():
    class Own(tf.layers.Layer):
        def __init__(self, size):
            super().__init__()

    class Wider(tf.layers.Dense):
        def __init__(self, factor):
            super().__init__(4 * factor)

    with pytest.raises(NotImplementedError, match="Layers with arguments in `__init__` must override `get_config`"):
        Own(3).get_config()
    assert Wider(2).get_config()["units"] == 8


def test_names_that_are_not_known_are_refused():
    for key, value, words in [
        ("activation", "nope", "Unknown activation function:nope"),
        ("kernel_initializer", {"class_name": "Nope", "config": {}}, "Unknown initializer: Nope"),
        ("kernel_regularizer", "nope", "Unknown regularizer:nope"),
        ("bias_constraint", "nope", "Unknown constraint:nope"),
    ]:
        with pytest.raises(ValueError) as caught:
            tf.layers.Dense.from_config({"units": 2, key: value})
        assert str(caught.value) == words
    assert tf.layers.Dense(2, activation="relu", kernel_initializer="zeros").activation is tf.nn.relu


def test_input_specs_are_made_again():
    for spec in (tf.layers.InputSpec(ndim=3, axes={1: 2}), tf.layers.InputSpec(dtype="float32", shape=(None, 3))):
        assert tf.layers.InputSpec.from_config(spec.get_config()).get_config() == spec.get_config()


# -- calls -------------------------------------------------------------------------------------------------------------


def test_calls_are_nodes_between_layers():
    first, second = tf.layers.Dense(3, name="first"), tf.layers.Dense(2, name="second")
    x = tf.placeholder(tf.float32, [None, 4])
    y = first(x)
    z = second(y)
    (one,), (two,) = first.inbound_nodes, second.inbound_nodes
    assert (one.outbound_layer, one.inbound_layers, first.outbound_nodes) == (first, [], [two])
    assert (two.outbound_layer, two.inbound_layers, second.outbound_nodes) == (second, first, [])
    assert two.get_config() == {"outbound_layer": "second", "inbound_layers": "first"}
    assert (first.input, first.output, second.input, second.output) == (x, y, y, z)
    assert (first.input_shape, first.output_shape) == ((None, 4), (None, 3))
    assert (first.input_mask, second.output_mask, first.get_input_mask_at(0), first.get_output_mask_at(0)) == (None,) * 4


def test_each_call_can_be_asked_for():
    layer = tf.layers.Dense(3, name="d")
    inputs = [tf.ones([2, 4]), tf.ones([2, 4]), tf.ones([1, 5, 4])]
    outputs = [layer(x) for x in inputs[:2]]
    assert (layer.input, layer.input_shape) == (inputs[0], (2, 4))
    outputs.append(layer(inputs[2]))
    for index, (x, y) in enumerate(zip(inputs, outputs, strict=True)):
        assert (layer.get_input_at(index), layer.get_output_at(index)) == (x, y)
        assert layer.get_input_shape_at(index) == tuple(x.shape.as_list())
        assert layer.get_output_shape_at(index) == tuple(y.shape.as_list())
    for what in ("input", "output"):
        with pytest.raises(AttributeError, match=f"multiple inbound nodes, with different {what} shapes"):
            getattr(layer, f"{what}_shape")
    with pytest.raises(ValueError, match="Asked to get input at node 3, but the layer has only 3 inbound nodes"):
        layer.get_input_at(3)


def test_before_the_first_call_there_is_nothing_to_ask_for():
    layer = tf.layers.Dense(3, name="d")
    assert (layer.inbound_nodes, layer.outbound_nodes, layer.get_weights()) == ([], [], [])
    for ask, kind, words in [
        (lambda: layer.input, AttributeError, "Layer d is not connected, no input to return."),
        (lambda: layer.output, AttributeError, "Layer d has no inbound nodes."),
        (lambda: layer.input_mask, AttributeError, "Layer d is not connected, no input to return."),
        (lambda: layer.input_shape, AttributeError, "The layer has never been called and thus has no defined input shape."),
        (lambda: layer.output_shape, AttributeError, "The layer has never been called and thus has no defined output shape."),
        (lambda: layer.get_input_at(0), RuntimeError, "The layer has never been called and thus has no defined input."),
        (lambda: layer.get_output_shape_at(0), RuntimeError, "The layer has never been called and thus has no defined"),
    ]:
        with pytest.raises(kind) as caught:
            ask()
        assert str(caught.value).startswith(words)


def test_lists_of_inputs_are_lists_of_shapes():
    class Sum(tf.layers.Layer):
        def call(self, inputs):
            return inputs[0] + inputs[1]

    layer, x = Sum(), tf.ones([2, 3])
    before = tf.layers.Flatten()
    y = layer([x, before(x)])
    assert (layer.input_shape, layer.output_shape, layer.output) == ([(2, 3), (2, 3)], (2, 3), y)
    assert (layer.inbound_nodes[0].inbound_layers, layer.input_mask) == ([before], [None, None])


# -- weights, masks, scopes --------------------------------------------------------------------------------------------


def test_weights_are_given_and_taken_as_arrays():
    layer = tf.layers.Dense(3, name="d")
    layer(tf.ones([1, 4]))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        given = [np.arange(12, dtype=np.float32).reshape(4, 3), np.ones(3, np.float32)]
        layer.set_weights(given)
        assert [w.tolist() for w in layer.get_weights()] == [w.tolist() for w in given]
        with pytest.raises(ValueError, match="with a  weight list of length 1, but the layer was expecting 2 weights"):
            layer.set_weights(given[:1])
        with pytest.raises(ValueError, match=r"Layer weight shape \(3,\) not compatible with provided weight shape \(2,\)"):
            layer.set_weights([given[0] * 2, np.ones(2)])
        assert session.run(layer.kernel).tolist() == given[0].tolist()  # none was changed


def test_masks_go_through_layers_that_take_them():
    x = tf.ones([1, 2])
    assert tf.layers.Dense(2).compute_mask(x, x) is x
    assert tf.layers.Layer().compute_mask(x) is None
    with pytest.raises(TypeError, match="does not support masking, but was passed an input_mask"):
        tf.layers.Layer(name="l").compute_mask(x, x)


def test_the_signature_of_the_output_is_shape_and_type():
    signature = tf.layers.Dense(3).compute_output_signature(tf.TensorSpec([None, 4], tf.float32))
    assert signature == tf.TensorSpec([None, 3], tf.float32)
    assert tf.layers.Dense(3, dtype=tf.float64).compute_output_signature(tf.TensorSpec([2, 4])).dtype == tf.float64
    with pytest.raises(NotImplementedError):
        tf.layers.Layer().compute_output_signature(tf.TensorSpec([1]))


def test_layers_in_attributes_are_submodules():
    class Inner(tf.layers.Layer):
        def __init__(self):
            super().__init__()
            self.leaf = tf.layers.Flatten()

    class Outer(tf.layers.Layer):
        def __init__(self):
            super().__init__()
            self.b, self.c = [Inner()], {"x": tf.layers.Flatten()}
            self.a = self.b[0]

        @tf.layers.Layer.with_name_scope
        def named(self):
            return tf.constant(1.0, name="c").name

    outer = Outer()
    inner = outer.a
    assert outer.submodules == (inner, inner.leaf, outer.c["x"])
    assert outer.dynamic is False
    with pytest.raises(ValueError, match="has not been used yet"):
        outer.named()
    outer(tf.ones([1]))
    with tf.name_scope("elsewhere"):
        assert outer.named() == "outer/c:0"
        with outer.name_scope as scope:
            assert scope == "outer/"

"""tf.layers: variables, scopes and names, sharing, regularizers, what is refused."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

import headrace as tf

X = np.arange(12, dtype=np.float32).reshape(3, 4) / 10
TENTH = tf.constant_initializer(0.1)


def rows(name=None):
    return tf.placeholder(tf.float32, [None, 4], name=name)


def started():
    session = tf.Session()
    session.run(tf.global_variables_initializer())
    return session


def names(items):
    return [item.name for item in items]


def test_dense_is_a_product_a_sum_and_an_activation(graph):
    x = rows("x")
    y = tf.layers.dense(x, 2, tf.nn.relu, kernel_initializer=TENTH, bias_initializer=tf.constant_initializer(0.5))
    z = tf.layers.dense(x, 2, use_bias=False, kernel_initializer=TENTH)
    assert (y.name, y.shape.as_list()) == ("dense/Relu:0", [None, 2])
    assert z.name == "dense_1/MatMul:0"
    assert names(tf.trainable_variables()) == ["dense/kernel:0", "dense/bias:0", "dense_1/kernel:0"]
    assert [op.name for op in graph.get_operations() if op.name.startswith("dense/") and "Init" not in op.name] == [
        "dense/kernel",
        "dense/kernel/Assign",
        "dense/kernel/read",
        "dense/bias",
        "dense/bias/Assign",
        "dense/bias/read",
        "dense/MatMul",
        "dense/BiasAdd",
        "dense/Relu",
    ]
    found = started().run([y, z], {x: X})
    np.testing.assert_allclose(found[0], X.sum(1, keepdims=True).repeat(2, 1) / 10 + 0.5, rtol=1e-6)
    np.testing.assert_allclose(found[1], X.sum(1, keepdims=True).repeat(2, 1) / 10, rtol=1e-6)


def test_names_of_layers_without_names():
    x = rows()
    tf.layers.dense(x, 2)
    tf.layers.dense(x, 2)
    tf.layers.dense(x, 2, name="n")
    with tf.variable_scope("s"):
        tf.layers.dense(x, 2)
        tf.layers.dense(x, 3)
    expected = ["dense", "dense_1", "n", "s/dense", "s/dense_1"]
    assert names(tf.global_variables()) == [f"{scope}/{name}:0" for scope in expected for name in ("kernel", "bias")]


def test_layers_share_variables_through_scopes():
    def feed_forward(x):
        with tf.variable_scope("ff_shared", reuse=tf.AUTO_REUSE):
            hidden = tf.layers.dense(x, 4, name="dense_a", kernel_initializer=TENTH)
            return tf.layers.dense(hidden, 4, name="dense_b", kernel_initializer=TENTH)

    x = rows()
    twice = feed_forward(feed_forward(x))
    assert names(tf.global_variables()) == [
        "ff_shared/dense_a/kernel:0",
        "ff_shared/dense_a/bias:0",
        "ff_shared/dense_b/kernel:0",
        "ff_shared/dense_b/bias:0",
    ]
    np.testing.assert_allclose(started().run(twice, {x: X})[:, 0], [0.00384, 0.01408, 0.02432], atol=1e-5)


def test_reuse_takes_what_is_there():
    x = rows()
    first = tf.layers.dense(x, 2, name="a")
    second = tf.layers.dense(x, 2, name="a", reuse=True)
    assert second.name == "a_1/BiasAdd:0"
    assert len(tf.global_variables()) == 2
    one, other = started().run([first, second], {x: X})
    np.testing.assert_array_equal(one, other)
    with pytest.raises(ValueError, match="Variable a/kernel already exists, disallowed"):
        tf.layers.dense(x, 2, name="a")
    with pytest.raises(ValueError, match=r"Variable b/kernel does not exist, or was not created with tf\.get_variable"):
        tf.layers.dense(x, 2, name="b", reuse=True)
    with pytest.raises(ValueError, match="Variable dense/kernel does not exist"):
        tf.layers.dense(x, 2, reuse=True)


def test_a_layer_called_twice_keeps_its_variables():
    layer = tf.layers.Dense(2)
    with pytest.raises(ValueError, match='No name available for layer scope because the layer "dense_1"'):
        _ = layer.scope_name
    x = rows()
    assert layer(x).name == "dense/BiasAdd:0"
    assert layer.apply(x).name == "dense/BiasAdd_1:0"
    assert (layer.scope_name, layer.dtype, layer.count_params()) == ("dense", "float32", 10)
    assert names(layer.variables) == names(layer.trainable_weights) == ["dense/kernel:0", "dense/bias:0"]
    assert tf.layers.Dense(3)(x).name == "dense_1/BiasAdd:0"


def test_a_layer_that_is_not_trained():
    tf.layers.dense(rows(), 2, trainable=False)
    assert tf.trainable_variables() == []
    assert len(tf.global_variables()) == 2


def test_a_layer_of_ones_own():
    class MyLayer(tf.layers.Layer):
        def build(self, input_shape):
            self.w = self.add_variable("w", [input_shape[-1], 2], initializer=TENTH)
            self.n = self.add_weight("n", [], trainable=False, initializer=tf.zeros_initializer())
            super().build(input_shape)

        def call(self, inputs, scale=1.0):
            return tf.matmul(inputs, self.w) * scale

    x = rows()
    layer = MyLayer()
    y = layer(x, scale=10.0)
    assert names(layer.weights) == ["my_layer/w:0", "my_layer/n:0"]
    assert names(tf.trainable_variables()) == ["my_layer/w:0"]
    assert layer.input is x
    assert layer.output is y
    np.testing.assert_allclose(started().run(y, {x: X})[:, 1], X.sum(1), rtol=1e-5)


def test_variables_that_a_call_makes_are_shared_by_later_calls():
    class Scaled(tf.layers.Layer):
        def call(self, inputs):
            return inputs * tf.get_variable("scale", initializer=2.0)

    layer = Scaled(name="scaled")
    layer(rows())
    layer(rows())
    assert names(tf.global_variables()) == ["scaled/scale:0"]


def half_of_squares(weights):
    return tf.multiply(0.1, tf.nn.l2_loss(weights), name="penalty")


def test_losses_of_regularizers():
    x = rows()
    how = {"kernel_initializer": TENTH, "kernel_regularizer": half_of_squares}
    tf.layers.dense(x, 2, bias_regularizer=half_of_squares, name="a", **how)
    tf.layers.dense(x, 2, name="a", reuse=True, **how)
    tf.layers.dense(x, 2, kernel_initializer=TENTH, activity_regularizer=half_of_squares, name="b")
    losses = tf.losses.get_regularization_losses()
    assert names(losses) == [
        "a/kernel/Regularizer/penalty:0",
        "a/bias/Regularizer/penalty:0",
        "b/ActivityRegularizer/truediv:0",
    ]
    np.testing.assert_allclose(started().run(losses, {x: X}), [0.004, 0, 0.00655], atol=1e-5)


def test_initializer_and_regularizer_of_the_scope():
    x = rows()
    with tf.variable_scope("s", initializer=tf.constant_initializer(0.3), regularizer=half_of_squares):
        y = tf.layers.dense(x, 2)
    losses = tf.losses.get_regularization_losses()
    assert names(losses) == ["s/dense/kernel/Regularizer/penalty:0", "s/dense/bias/Regularizer/penalty:0"]
    found, kernel_loss = started().run([y, losses[0]], {x: X})
    np.testing.assert_allclose(found[:, 0], X.sum(1) * 0.3, rtol=1e-5)
    assert kernel_loss == pytest.approx(0.036)


@pytest.mark.parametrize("known", [True, False])
def test_dense_works_along_the_last_axis(known):
    a = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    x = tf.placeholder(tf.float32, [2, 3, 4] if known else [None, None, 4])
    y = tf.layers.dense(x, 5, kernel_initializer=TENTH)
    assert y.shape.as_list() == ([2, 3, 5] if known else [None, None, 5])
    np.testing.assert_allclose(started().run(y, {x: a}), (a.sum(-1, keepdims=True) / 10).repeat(5, -1), rtol=1e-5)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            lambda: tf.layers.dense(tf.constant([1.0, 2.0]), 2),
            ValueError,
            r"Input 0 of layer dense_1 is incompatible with the layer: : expected min_ndim=2, found ndim=1\. "
            r"Full shape received: \[2\]",
        ),
        (
            lambda: tf.layers.dense(tf.placeholder(tf.float32), 2),
            ValueError,
            r"Input 0 of layer dense_1 is incompatible with the layer: its rank is undefined, but the layer requires a "
            r"defined rank\.",
        ),
        (
            lambda: tf.layers.dense(tf.placeholder(tf.float32, [None, None]), 2),
            ValueError,
            r"The last dimension of the inputs to `Dense` should be defined\. Found `None`\.",
        ),
        (
            lambda: tf.layers.dense(tf.constant([[1, 2]]), 2),
            TypeError,
            r"Unable to build `Dense` layer with non-floating point dtype <dtype: 'int32'>",
        ),
        (
            lambda: tf.layers.Dense(2)([tf.constant([[1.0]]), tf.constant([[1.0]])]),
            ValueError,
            r"Layer dense_1 expects 1 inputs, but it received 2 input tensors\. Inputs received: \[",
        ),
        (
            lambda: tf.layers.conv2d(tf.constant(X), 4, 3),
            ValueError,
            r"Input 0 of layer conv2d_1 is incompatible with the layer: expected ndim=4, found ndim=2\. Full shape "
            r"received: \[3, 4\]",
        ),
        (
            lambda: tf.layers.Conv2D(4, 3, padding="x"),
            ValueError,
            r'The `padding` argument must be a list/tuple or one of "valid", "same"',
        ),
        (
            lambda: tf.layers.Conv2D(4, (3, 3, 3)),
            ValueError,
            r"The `kernel_size` argument must be a tuple of 2 integers\. Received: \(3, 3, 3\)",
        ),
        (lambda: tf.layers.Conv2D(4, ("a", 2)), ValueError, r"Received: \('a', 2\) including element a of type <class 'str'>"),
        (
            lambda: tf.layers.Conv2D(4, 3, data_format="x"),
            ValueError,
            r'The `data_format` argument must be one of "channels_first", "channels_last"\. Received: x',
        ),
        (
            lambda: tf.layers.conv2d(tf.placeholder(tf.float32, [None, 5, 5, None]), 4, 3),
            ValueError,
            r"The channel dimension of the inputs should be defined\. Found `None`\.",
        ),
        (lambda: tf.layers.batch_normalization(tf.constant(X), axis=3), ValueError, "Invalid axis: 3"),
        (
            lambda: tf.layers.batch_normalization(tf.placeholder(tf.float32, [None, None])),
            ValueError,
            "Input has undefined `axis` dimension",
        ),
        (lambda: tf.layers.Dense(2, colour=1), TypeError, "Keyword argument not understood: colour"),
    ],
)
def test_what_a_layer_refuses(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_a_layer_takes_no_other_size_than_the_first():
    layer = tf.layers.Dense(2)
    layer(rows())
    message = r"expected axis -1 of input shape to have value 4 but received input with shape \[1, 2\]"
    with pytest.raises(ValueError, match=message):
        layer(tf.constant([[1.0, 2.0]]))


def test_flatten():
    a = np.arange(36, dtype=np.float32).reshape(2, 3, 2, 3)
    x = tf.placeholder(tf.float32, [None, 3, 2, 3])
    y = tf.layers.flatten(x)
    unknown = tf.layers.flatten(tf.placeholder(tf.float32, [None, None, 6]))
    first = tf.layers.flatten(tf.constant(a), data_format="channels_first")
    assert (y.name, y.shape.as_list(), unknown.shape.as_list()) == ("flatten/Reshape:0", [None, 18], [None, None])
    assert first.shape.as_list() == [2, 18]
    found, moved = started().run([y, first], {x: a})
    np.testing.assert_array_equal(found, a.reshape(2, 18))
    np.testing.assert_array_equal(moved, a.transpose(0, 2, 3, 1).reshape(2, 18))


def test_dropout_drops_while_training_only():
    x = tf.placeholder(tf.float32, [None, 4])
    training = tf.placeholder(tf.bool, [])
    always, never = tf.layers.dropout(x, 0.5, training=True), tf.layers.dropout(x, 0.5)
    sometimes = tf.layers.dropout(x, 0.5, noise_shape=[None, 1], training=training)
    assert never.name == "dropout_1/Identity:0"
    session, ones = started(), np.ones((200, 4), np.float32)
    dropped, same = session.run([always, never], {x: ones})
    np.testing.assert_array_equal(same, ones)
    assert set(np.unique(dropped)) == {0, 2}
    together = session.run(sometimes, {x: ones, training: True})
    np.testing.assert_array_equal(together, together[:, :1].repeat(4, 1))
    assert set(np.unique(together)) == {0, 2}
    np.testing.assert_array_equal(session.run(sometimes, {x: ones, training: False}), ones)


class _Losing(tf.layers.Layer):
    """A layer with a loss of its input, one of a number, and an update of each kind."""

    def call(self, inputs):
        self.add_loss(inputs, inputs=True)
        self.add_loss(tf.constant(2.0))
        self.add_update(tf.assign(self.seen, tf.reduce_sum(inputs)))
        self.add_update(tf.assign_add(self.calls, 1.0), inputs=True)
        return inputs * 2.0

    def build(self, input_shape):
        self.seen = self.add_weight("seen", [], trainable=False)
        self.calls = self.add_weight("calls", [], trainable=False)


def test_losses_and_updates_belong_to_the_inputs_that_they_are_computed_from():
    layer = _Losing()
    first, second = tf.constant([1.0]), tf.constant([2.0])
    middle = tf.square(first)
    layer.apply(middle)
    layer.apply(second)
    assert layer.get_losses_for([middle]) == [layer.losses[0]] == layer.get_losses_for(first)
    assert layer.get_losses_for(second) == [layer.losses[2]]
    assert layer.get_losses_for([first, second]) == [layer.losses[0], layer.losses[2]]
    assert layer.get_losses_for(None) == [layer.losses[1], layer.losses[3]]
    assert layer.get_updates_for(first) == [layer.updates[0]]
    assert layer.get_updates_for([second]) == [layer.updates[2]]
    assert layer.get_updates_for(None) == [layer.updates[1], layer.updates[3]]
    assert layer.get_losses_for(tf.constant([3.0])) == []


BY_FUNCTION = {  # but for flatten, whose class has no `data_format` by default, in TensorFlow too
    "dense": "Dense",
    "dropout": "Dropout",
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "conv2d_transpose": "Conv2DTranspose",
    "separable_conv2d": "SeparableConv2D",
    "max_pooling1d": "MaxPooling1D",
    "max_pooling2d": "MaxPooling2D",
    "average_pooling1d": "AveragePooling1D",
    "average_pooling2d": "AveragePooling2D",
    "batch_normalization": "BatchNormalization",
    "conv3d": "Conv3D",
    "conv3d_transpose": "Conv3DTranspose",
    "max_pooling3d": "MaxPooling3D",
    "average_pooling3d": "AveragePooling3D",
}


@pytest.mark.parametrize(("function", "layer"), BY_FUNCTION.items())
def test_a_function_takes_what_its_layer_takes_with_the_same_defaults(function, layer):
    def arguments(of):
        parameters = inspect.signature(of).parameters
        return {name: one.default for name, one in parameters.items() if one.kind is not one.VAR_KEYWORD}

    of_function = arguments(getattr(tf.layers, function))
    of_layer = arguments(getattr(tf.layers, layer))
    assert next(iter(of_function)) == "inputs"
    assert {name: of_function[name] for name in of_layer} == of_layer
    assert set(of_function) - set(of_layer) <= {"inputs", "training", "reuse"}


def test_a_function_refuses_arguments_as_python_does():
    with pytest.raises(TypeError, match=r"dense\(\) missing 1 required positional argument: 'units'"):
        tf.layers.dense(rows())
    with pytest.raises(TypeError, match=r"conv2d\(\) got an unexpected keyword argument 'kernel'"):
        tf.layers.conv2d(rows(), 2, 3, kernel=3)
    with pytest.raises(TypeError, match=r"flatten\(\) got multiple values for argument 'name'"):
        tf.layers.flatten(rows(), "f", name="f")

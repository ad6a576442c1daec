"""tf.contrib.layers and slim: values, variables, names and collections beside TensorFlow's, what is refused."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

X = np.arange(12, dtype=np.float32).reshape(3, 4) / 10
IMAGES = (np.arange(2 * 5 * 6 * 3) % 7).reshape(2, 5, 6, 3).astype(np.float32) / 7
TENTH = tf.constant_initializer(0.1)
layers = tf.contrib.layers
slim = tf.contrib.slim


def rows():
    return tf.placeholder(tf.float32, [None, 4], name="x")


def run(fetches, feed=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches, feed)


def names(items):
    return [item.op.name for item in items]


def penalty(weights):
    return tf.multiply(0.1, tf.nn.l2_loss(weights), name="penalty")


def test_fully_connected_has_weights_biases_and_an_activation():
    x = rows()
    y = layers.fully_connected(x, 2, weights_initializer=TENTH)
    assert (y.name, y.shape.as_list()) == ("fully_connected/Relu:0", [None, 2])
    expected = ["fully_connected/weights", "fully_connected/biases"]
    for collection in ("variables", "trainable_variables", "model_variables"):
        assert names(tf.get_collection(collection)) == expected
    np.testing.assert_allclose(run(y, {x: X})[:, 0], X.sum(1) / 10, rtol=1e-5)


def test_collections_of_variables_and_outputs():
    x = rows()
    y = layers.fully_connected(
        x,
        2,
        activation_fn=None,
        weights_regularizer=penalty,
        biases_regularizer=penalty,
        variables_collections=["v"],
        outputs_collections="o",
        scope="mine",
    )
    z = layers.fully_connected(x, 2, variables_collections={"weights": ["w"], "biases": ["b"]}, outputs_collections=["o", "p"])
    assert y.op.name == "mine/BiasAdd"
    assert names(tf.get_collection("v")) == ["mine/weights", "mine/biases"]
    assert names(tf.get_collection("w") + tf.get_collection("b")) == ["fully_connected/weights", "fully_connected/biases"]
    assert (tf.get_collection("o"), tf.get_collection("p")) == ([y, z], [z])
    assert slim.utils.convert_collection_to_dict("o") == {"mine": y, "fully_connected": z}
    assert names(tf.losses.get_regularization_losses()) == [
        "mine/kernel/Regularizer/penalty",
        "mine/bias/Regularizer/penalty",
    ]


def test_scopes_and_sharing():
    x = rows()
    with tf.variable_scope("s") as scope:
        layers.fully_connected(x, 2)
        layers.fully_connected(x, 2)
        first = layers.fully_connected(x, 3, scope="z")
    with tf.variable_scope(scope, reuse=True):
        second = layers.fully_connected(x, 3, scope="z")
    third = layers.fully_connected(x, 3, scope="q")
    expected = ["s/fully_connected", "s/fully_connected_1", "s/z", "q"]
    assert names(tf.global_variables()) == [f"{name}/{short}" for name in expected for short in ("weights", "biases")]
    assert (second.op.name, third.op.name) == ("s_1/z/Relu", "q/Relu")
    one, other = run([first, second], {x: X})
    np.testing.assert_array_equal(one, other)
    with pytest.raises(ValueError, match="Variable q/weights already exists, disallowed"):
        layers.fully_connected(x, 3, scope="q")
    assert layers.fully_connected(x, 3, scope="q", reuse=True).op.name == "q_2/Relu"  # q_1 was the one that failed


def test_variables_in_parts():
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
        y = layers.fully_connected(
            tf.constant(X), 6, weights_initializer=TENTH, weights_regularizer=penalty, variables_collections=["v"]
        )
        layer = tf.layers.Dense(6, kernel_regularizer=penalty)
        layer(tf.constant(X))
    weights = [f"s/fully_connected/{name}/part_{part}" for name in ("weights", "biases") for part in (0, 1)]
    assert names(tf.get_collection("v")) == names(tf.get_collection("model_variables")) == weights
    assert [weight.name for weight in layer.weights] == ["s/dense/kernel", "s/dense/bias"]
    assert names(tf.losses.get_regularization_losses()) == [
        "s/fully_connected/kernel/Regularizer/penalty",
        "s/fully_connected/kernel/Regularizer_1/penalty",
        "s/dense/kernel/Regularizer/penalty",
        "s/dense/kernel/Regularizer_1/penalty",
    ]
    np.testing.assert_allclose(run(y)[:, 5], X.sum(1) / 10, rtol=1e-5)


def test_a_normalizer_takes_the_place_of_biases():
    x = rows()
    y = layers.fully_connected(
        x, 2, weights_initializer=TENTH, normalizer_fn=layers.batch_norm, normalizer_params={"is_training": False}
    )
    layers.fully_connected(x, 2, biases_initializer=None, scope="bare")
    assert names(tf.global_variables()) == [
        "fully_connected/weights",
        "fully_connected/BatchNorm/beta",
        "fully_connected/BatchNorm/moving_mean",
        "fully_connected/BatchNorm/moving_variance",
        "bare/weights",
    ]
    np.testing.assert_allclose(run(y, {x: X})[:, 0], X.sum(1) / 10 / np.sqrt(1.001), rtol=1e-5)


# The layer, its arguments, the name of the output, its shape, the sum of its elements, the mean of its elements times
# their number from 1 on: TensorFlow 1.15.5.
OF_TENSORFLOW = [
    ("conv2d", (4, 3), {"weights_initializer": TENTH}, "Conv/Relu", (2, 5, 6, 4), 212.6285, 106.9768),
    (
        "convolution2d",
        (4, [3, 2]),
        {"stride": 2, "padding": "VALID", "activation_fn": None, "weights_initializer": TENTH, "scope": "cv"},
        "cv/BiasAdd",
        (2, 2, 3, 4),
        36.2858,
        18.4804,
    ),
    ("conv2d", (4, 3), {"rate": 2, "weights_initializer": TENTH}, "Conv/Relu", (2, 5, 6, 4), 155.5999, 78.3113),
    (
        "conv2d",
        (4, 3),
        {"weights_initializer": TENTH, "normalizer_fn": layers.batch_norm},
        "Conv/Relu",
        (2, 5, 6, 4),
        106.9044,
        54.008,
    ),
    (
        "conv2d_transpose",
        (4, 3),
        {"stride": 2, "weights_initializer": TENTH},
        "Conv2d_transpose/Relu",
        (2, 10, 12, 4),
        242.5714,
        123.9595,
    ),
    ("separable_conv2d", (4, 3, 1), {"weights_initializer": TENTH}, "SeparableConv2d/Relu", (2, 5, 6, 4), 21.2628, 10.6977),
    ("separable_conv2d", (None, 3, 2), {"weights_initializer": TENTH}, "SeparableConv2d/Relu", (2, 5, 6, 6), 106.3143, 53.4122),
    ("max_pool2d", (2,), {}, "MaxPool2D/MaxPool", (2, 2, 3, 3), 26.0, 13.3095),
    ("max_pool2d", ([3, 2], 1), {"padding": "SAME", "scope": "p"}, "p/MaxPool", (2, 5, 6, 3), 135.0, 68.0087),
    ("avg_pool2d", (2,), {}, "AvgPool2D/AvgPool", (2, 2, 3, 3), 15.25, 7.877),
    (
        "stack",
        (slim.conv2d, [(3, [3, 3]), (2, [1, 1])]),
        {"weights_initializer": TENTH, "scope": "core"},
        "core/core_2/Relu",
        (2, 5, 6, 2),
        31.8943,
        16.113,
    ),
]


@pytest.mark.parametrize(("layer", "arguments", "more", "name", "shape", "total", "weighted"), OF_TENSORFLOW)
def test_a_layer_has_tensorflows_values(layer, arguments, more, name, shape, total, weighted):
    x = tf.placeholder(tf.float32, [None, 5, 6, 3])
    y = getattr(layers, layer)(x, *arguments, **more)
    assert (y.op.name, y.shape.as_list()[1:]) == (name, list(shape[1:]))
    found = run(y, {x: IMAGES}).astype(np.float64)
    assert found.shape == shape
    assert found.sum() == pytest.approx(total, rel=1e-5)
    assert (found * np.arange(1, found.size + 1).reshape(shape)).sum() / found.size == pytest.approx(weighted, rel=1e-4)


def test_variables_of_convolutions():
    x = tf.constant(IMAGES)
    layers.conv2d(x, 4, 3)
    layers.conv2d_transpose(x, 4, 3, scope="t")
    layers.separable_conv2d(x, 4, 3, 2)
    layers.separable_conv2d(x, None, 3, 2)
    assert [(variable.op.name, variable.shape.as_list()) for variable in tf.global_variables()] == [
        ("Conv/weights", [3, 3, 3, 4]),
        ("Conv/biases", [4]),
        ("t/weights", [3, 3, 4, 3]),
        ("t/biases", [4]),
        ("SeparableConv2d/depthwise_weights", [3, 3, 3, 2]),
        ("SeparableConv2d/pointwise_weights", [1, 1, 6, 4]),
        ("SeparableConv2d/biases", [4]),
        ("SeparableConv2d_1/depthwise_weights", [3, 3, 3, 2]),
        ("SeparableConv2d_1/biases", [6]),
    ]
    assert tf.contrib.framework.get_model_variables() == tf.global_variables()


def test_repeat_and_stack():
    x = rows()
    outputs = [
        layers.repeat(x, 2, layers.fully_connected, 3),
        layers.repeat(x, 2, layers.fully_connected, 3, scope="r"),
        layers.stack(x, layers.fully_connected, [3, 2], scope="st"),
        layers.stack(x, layers.fully_connected, [3, 2]),
        layers.stack(tf.constant(IMAGES), slim.conv2d, [(3, [3, 3]), (2, [1, 1])], scope="core"),
    ]
    assert names(outputs) == [
        "Repeat/fully_connected_2/Relu",
        "r/r_2/Relu",
        "st/st_2/Relu",
        "Stack/fully_connected_2/Relu",
        "core/core_2/Relu",
    ]
    assert [output.shape.as_list()[-1] for output in outputs] == [3, 3, 2, 2, 2]
    with pytest.raises(ValueError, match="stack_args need to be a list or tuple"):
        layers.stack(x, layers.fully_connected, 3)


def test_small_layers():
    x = rows()
    image = tf.placeholder(tf.float32, [None, 5, 6, 3])
    outputs = {
        "linear": layers.linear(x, 2, weights_initializer=TENTH),
        "relu": layers.relu(x - 1.0, 2, weights_initializer=TENTH),
        "flat": layers.flatten(image),
        "softmax": layers.softmax(image),
        "norm": layers.unit_norm(x, 1),
        "biased": layers.bias_add(x, activation_fn=tf.nn.relu, initializer=TENTH),
        "kept": layers.dropout(x, 0.5, is_training=False),
        "dropped": layers.dropout(x + 1.0, 0.5),
        "hot": layers.one_hot_encoding([1, 0, 2], 3, on_value=5.0, off_value=2.0),
    }
    assert names(outputs.values())[:3] == ["fully_connected/BiasAdd", "fully_connected_1/Relu", "Flatten/flatten/Reshape"]
    assert outputs["kept"].op.name == "Dropout/Identity"
    assert outputs["hot"].op.name == "OneHotEncoding/one_hot"
    assert outputs["flat"].shape.as_list() == [None, 90]
    assert outputs["softmax"].shape.as_list() == [None, 5, 6, 3]
    found = run(outputs, {x: X, image: IMAGES})
    np.testing.assert_allclose(found["linear"][:, 0], X.sum(1) / 10, rtol=1e-5)
    np.testing.assert_allclose(found["relu"][:, 0], np.maximum((X - 1).sum(1) / 10, 0), atol=1e-6)
    np.testing.assert_array_equal(found["flat"], IMAGES.reshape(2, 90))
    np.testing.assert_allclose(found["softmax"].sum(-1), 1, rtol=1e-5)
    np.testing.assert_allclose((found["norm"][1:] ** 2).sum(1), 1, rtol=1e-5)
    np.testing.assert_allclose(found["biased"], X + 0.1, rtol=1e-5)
    np.testing.assert_array_equal(found["kept"], X)
    dropped = found["dropped"] / (X + 1)
    assert np.all((np.abs(dropped) < 1e-6) | (np.abs(dropped - 2) < 1e-5))
    assert found["hot"].tolist() == [[2, 5, 2], [5, 2, 2], [2, 2, 5]]


def test_what_a_layer_refuses():
    with pytest.raises(ValueError, match="Convolution expects input with rank 4, got 2"):
        layers.conv2d(tf.constant(X), 4, 3)
    with pytest.raises(ValueError, match="Invalid data_format: 'x'"):
        layers.conv2d(tf.constant(IMAGES), 4, 3, data_format="x")
    with pytest.raises(ValueError, match=r"num_outputs type should be one of \[<class 'int'>\], got <class 'float'>\."):
        layers.fully_connected(tf.constant(X), 2.5)
    with pytest.raises(ValueError, match="data_format has to be either NCHW or NHWC"):
        layers.max_pool2d(tf.constant(IMAGES), 2, data_format="x")
    with pytest.raises(ValueError, match="dim must be positive but smaller than the input rank"):
        layers.unit_norm(tf.constant(X), 2)


# -- batch_norm --------------------------------------------------------------------------------------------------------


def normal(value):
    axes = tuple(range(value.ndim - 1))
    return (value - value.mean(axes)) / np.sqrt(value.var(axes) + 1e-3)


@pytest.mark.parametrize("value", [X, IMAGES])
@pytest.mark.parametrize("more", [{}, {"fused": False}, {"scale": True}, {"updates_collections": "mine"}])
def test_batch_norm_takes_the_batch_and_moves_the_averages(value, more):
    x = tf.placeholder(tf.float32, [None, *value.shape[1:]])
    y = layers.batch_norm(x, decay=0.9, **more)
    scale = ["BatchNorm/gamma"] if "scale" in more else []
    assert sorted(names(tf.global_variables())) == sorted(
        ["BatchNorm/beta", *scale, "BatchNorm/moving_mean", "BatchNorm/moving_variance"]
    )
    assert sorted(names(tf.trainable_variables())) == ["BatchNorm/beta", *scale]
    updates = tf.get_collection(more.get("updates_collections", tf.GraphKeys.UPDATE_OPS))
    assert [update.name.split(":")[0] for update in updates] == ["BatchNorm/AssignMovingAvg", "BatchNorm/AssignMovingAvg_1"]
    mean = tf.contrib.framework.get_unique_variable("BatchNorm/moving_mean")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        np.testing.assert_allclose(session.run(y, {x: value}), normal(value), rtol=1e-4, atol=1e-5)
        session.run(updates, {x: value})
        np.testing.assert_allclose(session.run(mean), 0.1 * value.mean(tuple(range(value.ndim - 1))), rtol=1e-4)


@pytest.mark.parametrize("value", [X, IMAGES])
def test_without_a_collection_the_updates_run_with_the_output(value):
    x, training = tf.placeholder(tf.float32, [None, *value.shape[1:]]), tf.placeholder(tf.bool, [])
    y = layers.batch_norm(x, decay=0.9, updates_collections=None)
    z = layers.batch_norm(x, decay=0.9, updates_collections=None, is_training=training, scope="later")
    means = [tf.contrib.framework.get_unique_variable(f"{name}/moving_mean") for name in ("BatchNorm", "later")]
    expected = 0.1 * value.mean(tuple(range(value.ndim - 1)))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run([y, z], {x: value, training: False})
        now, later = session.run(means)
        np.testing.assert_allclose(now, expected, rtol=1e-4)
        np.testing.assert_array_equal(later, 0 * expected)
        np.testing.assert_allclose(session.run(z, {x: value, training: True}), normal(value), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(session.run(means[1]), expected, rtol=1e-4)


def test_parameters_of_batch_norm():
    y = layers.batch_norm(
        tf.constant(X),
        param_initializers={"beta": tf.constant_initializer(0.5)},
        variables_collections=["v"],
        activation_fn=tf.nn.relu,
        outputs_collections="o",
        scope="b",
    )
    assert y.op.name == "b/Relu"
    assert tf.get_collection("o") == [y]
    assert sorted(names(tf.get_collection("v"))) == ["b/beta", "b/moving_mean", "b/moving_variance"]
    np.testing.assert_allclose(run(y), np.maximum(normal(X) + 0.5, 0), rtol=1e-4, atol=1e-5)


def test_outputs_in_a_collection_know_their_scopes():
    x = tf.placeholder(tf.float32, [None, 4])
    tf.contrib.layers.fully_connected(x, 3, outputs_collections="c", scope="one")
    with tf.variable_scope("outer"):
        tf.contrib.layers.dropout(tf.get_collection("c")[0], outputs_collections=["c"])
    assert [tensor.aliases for tensor in tf.get_collection("c")] == [["one"], ["outer/Dropout"]]
    assert not hasattr(x, "aliases")


def test_functions_without_scopes_are_stacked_and_repeated(session):
    x = tf.constant([-1.0, 2.0])
    scaled = tf.contrib.layers.stack(x, lambda value, by: value * by, [2.0, 3.0])
    assert session.run(scaled).tolist() == [-6, 12]
    assert session.run(tf.contrib.layers.repeat(x, 2, tf.square)).tolist() == [1, 16]
    assert session.run(tf.contrib.layers.stack(x, tf.nn.elu, ["a", "b"]))[1] == 2


@pytest.mark.parametrize("is_training", [True, False])
def test_a_variable_says_whether_a_model_is_trained(session, is_training):
    trains = tf.Variable(is_training, trainable=False)
    x = tf.constant([[1.0, 2.0], [3.0, 6.0]])
    normal = tf.contrib.layers.batch_norm(x, is_training=trains, decay=0.5, epsilon=0.0)
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    session.run(tf.global_variables_initializer())
    found, _ = session.run([normal, updates])
    np.testing.assert_allclose(found, [[-1, -1], [1, 1]] if is_training else session.run(x), rtol=1e-5)
    (mean,) = [v for v in tf.global_variables() if v.op.name.endswith("moving_mean")]
    assert session.run(mean).tolist() == ([1, 2] if is_training else [0, 0])

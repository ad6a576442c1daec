"""tf.layers with windows: convolutions and pooling beside TensorFlow's values, their variables and names."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

IMAGES = (np.arange(2 * 5 * 6 * 3) % 7).reshape(2, 5, 6, 3).astype(np.float32) / 7
SEQUENCES = (np.arange(2 * 7 * 3) % 5).reshape(2, 7, 3).astype(np.float32) / 5
TENTH = tf.constant_initializer(0.1)
KERNEL = {"kernel_initializer": TENTH}
BOTH = {"depthwise_initializer": TENTH, "pointwise_initializer": TENTH}

# The layer, its arguments, and of the output the shape, the sum, and the mean of its elements times their number from 1
# on: TensorFlow 1.15.5.
OF_TENSORFLOW = [
    ("conv2d", IMAGES, (4, 3), KERNEL, (2, 3, 4, 4), 109.6571, 55.489),
    ("conv2d", IMAGES, (4, [3, 2], (2, 2), "same"), KERNEL, (2, 3, 3, 4), 43.5999, 22.2535),
    ("conv2d", IMAGES, (4, 2), {"dilation_rate": 2, **KERNEL}, (2, 3, 4, 4), 48.1143, 24.4196),
    ("conv1d", SEQUENCES, (4, 3), KERNEL, (2, 5, 4), 14.4, 7.38),
    ("conv1d", SEQUENCES, (4, 3, 2, "same"), KERNEL, (2, 4, 4), 8.8, 4.5275),
    ("conv2d_transpose", IMAGES, (4, 3), KERNEL, (2, 7, 8, 4), 275.1428, 138.4639),
    ("conv2d_transpose", IMAGES, (2, 3, (2, 2), "same"), KERNEL, (2, 10, 12, 2), 121.2857, 62.0429),
    ("separable_conv2d", IMAGES, (4, 3), {"depth_multiplier": 2, **BOTH}, (2, 3, 4, 4), 21.9314, 11.0978),
    ("separable_conv2d", IMAGES, (4, 3, 2, "same"), BOTH, (2, 3, 3, 4), 5.84, 2.911),
    ("max_pooling2d", IMAGES, (2, 2), {}, (2, 2, 3, 3), 26.0, 13.3095),
    ("max_pooling2d", IMAGES, ([3, 2], (2, 1), "same"), {}, (2, 3, 6, 3), 80.2857, 40.6415),
    ("average_pooling2d", IMAGES, (2, 2), {}, (2, 2, 3, 3), 15.25, 7.877),
    ("max_pooling1d", SEQUENCES, (2, 2), {}, (2, 3, 3), 11.0, 5.9),
    ("average_pooling1d", SEQUENCES, (3, 1, "same"), {}, (2, 7, 3), 16.2, 8.3333),
]


def run(fetches, feed=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches, feed)


@pytest.mark.parametrize(("layer", "value", "arguments", "more", "shape", "total", "weighted"), OF_TENSORFLOW)
def test_a_layer_has_tensorflows_values(layer, value, arguments, more, shape, total, weighted):
    x = tf.placeholder(tf.float32, [None, *value.shape[1:]])
    y = getattr(tf.layers, layer)(x, *arguments, **more)
    assert y.shape.as_list() == [None, *shape[1:]]
    found = run(y, {x: value}).astype(np.float64)
    assert found.shape == shape
    numbers = np.arange(1, found.size + 1).reshape(shape)
    assert found.sum() == pytest.approx(total, rel=1e-5)
    assert (found * numbers).sum() / found.size == pytest.approx(weighted, rel=1e-4)


@pytest.mark.parametrize(
    ("layer", "value", "arguments", "more"),
    [case[:4] for case in OF_TENSORFLOW if "dilation_rate" not in case[3] and "conv1d" not in case[0]],
)
def test_a_layer_knows_the_shape_of_its_output(layer, value, arguments, more):
    classes = {
        "conv2d": tf.layers.Conv2D,
        "conv2d_transpose": tf.layers.Conv2DTranspose,
        "separable_conv2d": tf.layers.SeparableConv2D,
        "max_pooling2d": tf.layers.MaxPooling2D,
        "average_pooling2d": tf.layers.AveragePooling2D,
        "max_pooling1d": tf.layers.MaxPooling1D,
        "average_pooling1d": tf.layers.AveragePooling1D,
    }
    made = classes[layer](*arguments, **more)
    assert made.compute_output_shape(value.shape).as_list() == made(tf.constant(value)).shape.as_list()


def test_names_and_variables():
    x = tf.constant(IMAGES)
    outputs = [
        tf.layers.conv2d(x, 4, 3, activation=tf.nn.relu),
        tf.layers.conv2d_transpose(x, 4, 3, use_bias=False),
        tf.layers.separable_conv2d(x, 4, 3, depth_multiplier=2),
        tf.layers.conv1d(tf.constant(SEQUENCES), 4, 3),
        tf.layers.max_pooling2d(x, 2, 2),
        tf.layers.average_pooling2d(x, 2, 2, name="p"),
    ]
    assert [output.name for output in outputs] == [
        "conv2d/Relu:0",
        "conv2d_transpose/conv2d_transpose:0",
        "separable_conv2d/BiasAdd:0",
        "conv1d/BiasAdd:0",
        "max_pooling2d/MaxPool:0",
        "p/AvgPool:0",
    ]
    assert [(variable.op.name, variable.shape.as_list()) for variable in tf.global_variables()] == [
        ("conv2d/kernel", [3, 3, 3, 4]),
        ("conv2d/bias", [4]),
        ("conv2d_transpose/kernel", [3, 3, 4, 3]),
        ("separable_conv2d/depthwise_kernel", [3, 3, 3, 2]),
        ("separable_conv2d/pointwise_kernel", [1, 1, 6, 4]),
        ("separable_conv2d/bias", [4]),
        ("conv1d/kernel", [3, 3, 4]),
        ("conv1d/bias", [4]),
    ]


@pytest.mark.parametrize(
    ("layer", "arguments", "more"),
    [
        ("conv2d", (4, 3), KERNEL),
        ("conv2d_transpose", (4, 3, 2), KERNEL),
        ("separable_conv2d", (4, 3), BOTH),
        ("max_pooling2d", (2, 2), {}),
        ("average_pooling2d", (2, 2), {}),
    ],
)
def test_channels_first_is_the_same_with_other_axes(layer, arguments, more):
    of = getattr(tf.layers, layer)
    last = of(tf.constant(IMAGES), *arguments, **more)
    first = of(tf.constant(IMAGES.transpose(0, 3, 1, 2).copy()), *arguments, data_format="channels_first", **more)
    expected, found = run([last, first])
    np.testing.assert_allclose(found.transpose(0, 2, 3, 1), expected, rtol=1e-5)


def test_a_causal_convolution_sees_nothing_later():
    early = SEQUENCES.copy()
    early[:, 4:] = 0
    layer = tf.layers.Conv1D(2, 3, padding="causal", kernel_initializer=TENTH)
    whole, cut = run([layer(tf.constant(SEQUENCES)), layer(tf.constant(early))])
    assert whole.shape == (2, 7, 2)
    np.testing.assert_array_equal(whole[:, :4], cut[:, :4])
    assert not np.array_equal(whole[:, 4], cut[:, 4])


def test_strides_and_holes_at_once_are_refused():
    with pytest.raises(ValueError, match="strides > 1 not supported in conjunction with dilation_rate > 1"):
        tf.layers.Conv2D(4, 3, strides=2, dilation_rate=2)


def test_a_convolution_is_trained():
    x = tf.constant(IMAGES)
    loss = tf.reduce_mean(tf.square(tf.layers.conv2d(x, 1, 3, kernel_initializer=TENTH) - 1.0))
    step = tf.train.GradientDescentOptimizer(0.05).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(loss)
        for _ in range(5):
            session.run(step)
        assert session.run(loss) < before

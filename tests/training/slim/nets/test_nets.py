"""slim's networks beside TensorFlow 1.15.5's: every variable, end point and collection by name, and what they compute."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import headrace as tf

from . import cases

slim = tf.contrib.slim
nets = slim.nets
IMAGES = [1, 33, 33, 3]


def recorded():
    found: dict = {}
    for line in Path(__file__).with_name("nets.jsonl").read_text().splitlines():
        kind, name, what, value = json.loads(line)
        found.setdefault((kind, name), {})[what] = value
    return found


RECORDED = recorded()


@pytest.mark.parametrize("name", cases.PLAIN)
def test_names_of_variables_end_points_and_collections(name):
    found = cases.names(tf, name)
    for what, expected in RECORDED["names", name].items():
        assert found[what] == expected, what


@pytest.mark.parametrize("name", cases.VALUES)
def test_what_a_network_computes(name):
    found, expected = cases.values(tf, name), RECORDED["values", name]
    assert found.keys() == expected.keys()
    for key, numbers in expected.items():
        np.testing.assert_allclose(found[key], numbers, rtol=1e-4, atol=1e-6, err_msg=key)


def test_152_layers():
    with slim.arg_scope(nets.resnet_v2.resnet_arg_scope()):
        for make, first in ((nets.resnet_v1.resnet_v1_152, 0), (nets.resnet_v2.resnet_v2_152, 1)):
            _, end_points = make(tf.zeros(IMAGES), 7)
            units = [key for key in end_points if key.endswith(f"bottleneck_v{first + 1}")]
            assert len(units) == 3 + 8 + 36 + 3


def test_a_network_is_shared_by_reuse():
    images = tf.zeros(IMAGES)
    with slim.arg_scope(nets.resnet_v2.resnet_arg_scope()):
        first, _ = nets.resnet_v2.resnet_v2_50(images, 7, is_training=False)
        variables = tf.global_variables()
        second, _ = nets.resnet_v2.resnet_v2_50(images, 7, is_training=False, reuse=True)
        assert tf.global_variables() == variables
    assert (first.name, second.name) == ("resnet_v2_50/logits/BiasAdd:0", "resnet_v2_50_1/logits/BiasAdd:0")


def test_a_resnet_of_ones_own_blocks():
    blocks = [nets.resnet_v1.resnet_v1_block("one", 2, 2, 2), nets.resnet_v1.resnet_v1_block("two", 4, 1, 1)]
    assert blocks[0].args == [
        {"depth": 8, "depth_bottleneck": 2, "stride": 1},
        {"depth": 8, "depth_bottleneck": 2, "stride": 2},
    ]
    assert nets.resnet_v2.resnet_v2_block("one", 2, 1, 2).unit_fn is nets.resnet_v2.bottleneck
    with slim.arg_scope(nets.resnet_utils.resnet_arg_scope(batch_norm_scale=False)):
        net, end_points = nets.resnet_v1.resnet_v1(
            tf.zeros([1, 16, 16, 3]), blocks, include_root_block=False, global_pool=False, scope="mine"
        )
        assert (net.shape.as_list(), "predictions" in end_points) == ([1, 8, 8, 16], False)
        assert [key for key in end_points if "conv" not in key][:3] == [
            "mine/one/unit_1/bottleneck_v1/shortcut",
            "mine/one/unit_1/bottleneck_v1",
            "mine/one/unit_2/bottleneck_v1",
        ]
    assert not [v for v in tf.global_variables() if "gamma" in v.name]


def test_a_stride_becomes_a_rate():
    images = tf.reshape(tf.range(2 * 9 * 9, dtype=tf.float32), [1, 9, 18, 1])
    with tf.Session() as session:
        found = session.run(nets.resnet_utils.subsample(images, 3))
        np.testing.assert_array_equal(found, session.run(images)[:, ::3, ::3])
    assert nets.resnet_utils.subsample(images, 1) is images
    with slim.arg_scope([slim.conv2d], weights_initializer=tf.ones_initializer(), activation_fn=None):
        strided = nets.resnet_utils.conv2d_same(images, 2, 3, stride=2, scope="a")
        whole = nets.resnet_utils.conv2d_same(images, 2, 3, stride=1, scope="b")
        wide = nets.resnet_utils.conv2d_same(images, 2, 3, stride=1, rate=2, scope="c")
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        one, every, far = session.run([strided, whole, wide])
    np.testing.assert_array_equal(one, every[:, ::2, ::2])
    assert far.shape == every.shape
    assert not np.array_equal(far, every)


@pytest.mark.parametrize(
    ("stride", "message"),
    [(6, "The output_stride needs to be a multiple of 4."), (64, "The target output_stride cannot be reached.")],
)
def test_strides_that_cannot_be(stride, message):
    with pytest.raises(ValueError, match=message):
        nets.resnet_v1.resnet_v1_50(tf.zeros(IMAGES), output_stride=stride)


def test_end_points_that_are_not_there():
    net, end_points = nets.inception.inception_v1_base(tf.zeros(IMAGES), "MaxPool_3a_3x3")
    assert list(end_points) == ["Conv2d_1a_7x7", "MaxPool_2a_3x3", "Conv2d_2b_1x1", "Conv2d_2c_3x3", "MaxPool_3a_3x3"]
    assert net is end_points["MaxPool_3a_3x3"]
    for number, base in enumerate((nets.inception.inception_v2_base, nets.inception.inception_v3_base)):
        with pytest.raises(ValueError, match="Unknown final endpoint Mixed_9z"):
            base(tf.zeros([1, 107, 107, 3]), "Mixed_9z", depth_multiplier=0.1, scope=f"b{number}")
    for make in (nets.inception.inception_v2, nets.inception.inception_v3_base):
        with pytest.raises(ValueError, match="depth_multiplier is not greater than zero"):
            make(tf.zeros(IMAGES), depth_multiplier=0)


def test_inception_without_batch_normalization():
    with slim.arg_scope(nets.inception.inception_v1_arg_scope(use_batch_norm=False)):
        nets.inception.inception_v1_base(tf.zeros(IMAGES), "Conv2d_2b_1x1")
    assert [v.op.name for v in tf.global_variables()] == [
        f"InceptionV1/{layer}/{kind}" for layer in ("Conv2d_1a_7x7", "Conv2d_2b_1x1") for kind in ("weights", "biases")
    ]


def test_names_that_programs_import():
    from headrace.contrib.slim.nets import vgg
    from headrace.contrib.slim.python.slim.nets import alexnet, inception_v3, overfeat

    assert vgg.vgg_d is vgg.vgg_16 is nets.vgg.vgg_16
    assert vgg.vgg_e is vgg.vgg_19
    assert inception_v3.inception_v3 is nets.inception.inception_v3
    assert (nets.inception.inception_v3.default_image_size, nets.vgg.vgg_a.default_image_size) == (299, 224)
    with tf.Session() as session:
        assert np.abs(session.run(alexnet.trunc_normal(0.1)([99]))).max() <= 0.2
    assert overfeat.trunc_normal is alexnet.trunc_normal

"""The networks that are recorded, and what is recorded of each: names, and numbers where variables have made-up values.

TensorFlow or headrace is an argument, so that `record.py` and the tests ask the same.
"""

from __future__ import annotations

import hashlib
import importlib
import zlib

import numpy as np

PLAIN = {
    "alexnet": ("alexnet", "alexnet_v2", "alexnet_v2_arg_scope", 224, {}),
    "vgg_a": ("vgg", "vgg_a", "vgg_arg_scope", 224, {}),
    "vgg_16": ("vgg", "vgg_16", "vgg_arg_scope", 224, {}),
    "vgg_19": ("vgg", "vgg_19", "vgg_arg_scope", 224, {}),
    "overfeat": ("overfeat", "overfeat", "overfeat_arg_scope", 231, {}),
    "inception_v1": ("inception", "inception_v1", "inception_v1_arg_scope", 224, {}),
    "inception_v2": ("inception", "inception_v2", "inception_v2_arg_scope", 224, {"spatial_squeeze": False}),
    "inception_v3": ("inception", "inception_v3", "inception_v3_arg_scope", 299, {}),
    **{  # 152 layers are 101 with other numbers
        f"resnet_v{version}_{layers}": (f"resnet_v{version}", f"resnet_v{version}_{layers}", "resnet_arg_scope", 65, {})
        for version in (1, 2)
        for layers in (50, 101, 200)
    },
    "resnet_v1_50_stride_8": ("resnet_v1", "resnet_v1_50", "resnet_arg_scope", 65, {"output_stride": 8, "global_pool": False}),
    "resnet_v2_101_stride_16": ("resnet_v2", "resnet_v2_101", "resnet_arg_scope", 65, {"output_stride": 16}),
}
"""By name: module, function, scope of arguments, size of images, more arguments."""

_THIN = {"depth_multiplier": 0.1, "min_depth": 4}
VALUES = {
    "alexnet": (67, "pool5", {}),
    "vgg_a": (32, "pool5", {}),
    "vgg_16": (32, "pool5", {}),
    "overfeat": (79, "pool5", {}),
    "inception_v1": (224, "", {}),
    "inception_v2": (64, "", _THIN),
    "inception_v3": (107, "", _THIN),
    "resnet_v2_50": (33, "", {}),
    "resnet_v1_50_stride_8": (33, "", {}),
}
"""Size of images, the last end point that is computed ("": all), more arguments."""


def net(tf, name, images, is_training, **more):
    """(net, end points) of a network, in its scope of arguments."""
    module, function, scope, _, arguments = PLAIN[name]
    package = tf.__name__.partition(".")[0]
    of = importlib.import_module(f"{package}.contrib.slim.nets").__dict__.get(module) or importlib.import_module(
        f"{package}.contrib.slim.python.slim.nets.{module}"
    )
    with tf.contrib.framework.arg_scope(getattr(of, scope)()):
        return getattr(of, function)(images, 7, is_training=is_training, **arguments, **more)


def names(tf, name):
    """All names of a network that is trained: variables and their shapes, end points, collections."""
    with tf.Graph().as_default():
        size = PLAIN[name][3]
        outputs, end_points = net(tf, name, tf.placeholder(tf.float32, [2, size, size, 3], "images"), True)
        lists = {
            "variables": [f"{v.op.name} {v.shape.as_list()}" for v in tf.global_variables()],
            "end_points": [f"{key} {value.op.name} {value.shape.as_list()}" for key, value in sorted(end_points.items())],
            **{
                collection: [getattr(item, "op", item).name for item in tf.get_collection(collection)]
                for collection in ("trainable_variables", "model_variables", "moving_vars", "losses")
                + ("regularization_losses", "update_ops")
            },
        }
        return {
            "output": [outputs.name, outputs.shape.as_list()],
            **{key: short(found) for key, found in lists.items()},
        }


def short(lines):
    """Lines that are compared by how many they are, the first and the last, and a digest of all."""
    return [len(lines), lines[:1], lines[-1:], hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]]


def made_up(name, shape):
    """The value of a variable: a pattern that its name begins somewhere, so scaled that outputs stay around 1."""
    size = int(np.prod(shape))
    pattern = np.cos(np.arange(1009) * 2.4 + zlib.crc32(name.encode()) % 1009).astype(np.float32)
    values = np.resize(pattern, size).reshape(shape)
    if name.endswith(("moving_variance", "gamma")):
        return 1 + values / 4
    if len(shape) < 2:
        return values / 10
    fan_in = int(np.prod(shape[:-1])) if "depthwise" not in name else int(np.prod(shape[:2]))
    return values * np.float32(1.8 / np.sqrt(fan_in))


def values(tf, name):
    """Of each end point of a network that predicts: mean, mean of squares, and a sum weighted by place."""
    size, last, more = VALUES[name]
    images = (np.arange(size * size * 3) % 251 / 125 - 1).astype(np.float32).reshape(1, size, size, 3)
    with tf.Graph().as_default(), tf.Session() as session:
        given = tf.placeholder(tf.float32, [1, None, None, 3] if last else images.shape)
        _, end_points = net(tf, name, given, False, **more)
        used = {key: tensor for key, tensor in end_points.items() if not last or "/fc" not in key}
        for variable in tf.global_variables():
            if not last or "/fc" not in variable.op.name:
                variable.load(made_up(variable.op.name, variable.shape.as_list()), session)
        found = session.run(used, {given: images})
    return {key: summed(value) for key, value in found.items()}


def summed(value):
    """Three numbers of an array that say most of it."""
    flat = value.reshape(-1).astype(np.float64)
    return [float(flat.mean()), float((flat**2).mean()), float(np.cos(np.arange(flat.size) * 1.7) @ flat / flat.size)]

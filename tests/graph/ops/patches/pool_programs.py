"""Programs with pools over drawn cells and with transposed convolutions, and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import module, nodes, refusal

PROGRAMS = Programs(results)

_image = (np.arange(140) ** 2 % 23).reshape(1, 7, 10, 2).astype(np.float32) - 9
_line = np.arange(16, dtype=np.float32).reshape(2, 4, 2) ** 2 % 7
_planes = np.arange(48, dtype=np.float32).reshape(1, 4, 6, 2) ** 2 % 11
_volume = np.arange(48, dtype=np.float32).reshape(1, 3, 4, 2, 2) ** 2 % 13
_filter = np.arange(36, dtype=np.float32).reshape(3, 2, 3, 2) % 5


@PROGRAMS
def cells(tf, session):
    """The bounds that seeds stand for."""
    found = []
    for ratios in ([1, 1.4, 1.7, 1], [1, 2, 2, 1], [1, 3.3, 1, 1], [1, 1.44, 1.73, 1], [1, 7, 1.1, 1]):
        for seeds in ((1, 2), (7, 0), (0, 9), (-3, 2**40)):
            for pseudo_random in (False, True):
                found.append(tf.nn.fractional_max_pool(_image, ratios, pseudo_random, False, True, *seeds)[1:])
    return session.run(found), session.run(found[0])


@PROGRAMS
def pooled(tf, session):
    found = []
    for kind in (np.float32, np.float64, np.int32, np.int64):
        image = tf.constant(_image.astype(kind))
        for overlapping in (False, True):
            for pool in (tf.nn.fractional_max_pool, tf.nn.fractional_avg_pool):
                found.append(pool(image, [1.0, 1.5, 1.7, 1.0], overlapping=overlapping, deterministic=True, seed=3).output)
    return session.run(found)


@PROGRAMS
def changes_of_pools(tf, session):
    image, found = tf.constant(_image), []
    for overlapping in (False, True):
        for pool in (tf.nn.fractional_max_pool, tf.nn.fractional_avg_pool):
            few = pool(image, [1.0, 1.5, 2.0, 1.0], True, overlapping, True, 5, 6, name="own")
            found += tf.gradients(few.output * few.output, image)
    return session.run(found), nodes(tf.get_default_graph())


@PROGRAMS
def later_forms(tf, session):
    tf.set_random_seed(4)
    python = module(tf, "python.ops.nn_ops")
    found = [
        python.fractional_max_pool_v2(_image, 1.5, pseudo_random=True, seed=7),
        python.fractional_max_pool_v2(_image, [1.2, 2.0], overlapping=True, seed=8, name="own"),
        python.fractional_avg_pool_v2(_image, [1.0, 1.2, 2.0, 1.0], seed=9),
    ]
    free = [python.fractional_max_pool_v2(_image, 1.5), python.fractional_avg_pool_v2(_image, [1.0, 1.5, 1.5, 1.0])]
    names = ("deterministic", "overlapping", "pseudo_random", "seed", "seed2")
    attributes = [[int(one.output.op.get_attr(name)) for name in names] for one in found + free]
    return session.run(found), attributes, [one.output.name for one in found + free]


@PROGRAMS
def refused_pools(tf, session):
    fed = tf.placeholder(tf.float32)
    ratios = [1.0, 1.5, 1.5, 1.0]
    pool, mean = tf.nn.fractional_max_pool, tf.nn.fractional_avg_pool
    return [
        refusal(lambda: session.run(pool(_image, ratios, seed=3))),
        refusal(lambda: session.run(mean(_image, ratios, seed2=3))),
        refusal(lambda: session.run(mean(fed, ratios).output, {fed: _image[0]})),
        refusal(lambda: pool(_image[0], ratios)),
        refusal(lambda: pool(_image, ratios[:3])),
        refusal(lambda: pool(_image.astype(np.float16), ratios)),
    ]


@PROGRAMS
def transposes(tf, session):
    found = [
        tf.nn.conv_transpose(_line, _filter[0], [2, 8, 3], 2),
        tf.nn.conv_transpose(_line, _filter[:, 0], tf.constant([2, 6, 3]), [1], "VALID", data_format="NWC", name="own"),
        tf.nn.conv_transpose(_planes, _filter, (1, 8, 12, 3), 2),
        tf.nn.conv_transpose(tf.constant(_planes), _filter, [1, 6, 7, 3], [1, 1], padding="VALID", dilations=1),
        tf.nn.conv_transpose(_volume, _filter[None], [1, 3, 8, 4, 3], [1, 2, 2], name="boxes"),
    ]
    refused = [
        refusal(lambda: tf.nn.conv_transpose(_line, _filter[0], 3, 2)),
        refusal(lambda: tf.nn.conv_transpose(_line, _filter[0], [3, 4], 2)),
        refusal(lambda: tf.nn.conv_transpose(_line, _filter[0], [1] * 6, 2)),
        refusal(lambda: tf.nn.conv_transpose(_line, _filter[0], [2, 8, 3], [2, 2])),
        refusal(lambda: tf.nn.conv_transpose(_line, _filter[0], [2, 8, 3], 2, data_format="NHWC")),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def transposes_with_holes(tf, session):
    shape = tf.placeholder(tf.int32, [4])
    weights = tf.placeholder_with_default(_filter, [None, None, 3, 2])
    found = [
        tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 4, 6, 3], 2, "SAME"),
        tf.nn.atrous_conv2d_transpose(_planes, _filter, (1, 8, 8, 3), 2, "VALID", name="own"),
        tf.nn.atrous_conv2d_transpose(_planes, _filter, np.array([1, 4, 6, 3]), rate=3, padding="SAME"),
        tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 6, 7, 3], 1, "VALID"),
        tf.nn.atrous_conv2d_transpose(tf.constant(_planes), weights, shape, 2, "SAME"),
        tf.nn.atrous_conv2d_transpose(_planes, weights, shape, 3, "SAME"),
    ]
    refused = [
        refusal(lambda: tf.nn.atrous_conv2d_transpose(_planes, _filter[..., :1], [1, 4, 6, 3], 2, "SAME")),
        refusal(lambda: tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 4, 6, 3], 0, "SAME")),
        refusal(lambda: tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 4, 6], 2, "SAME")),
        refusal(lambda: tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 4, 6, 2], 2, "SAME")),
        refusal(lambda: tf.nn.atrous_conv2d_transpose(_planes, _filter, [1, 4, 6, 3], 2, "FULL")),
    ]
    static = [(one.name, one.shape.as_list()) for one in found[:4]]
    return session.run(found, {shape: [1, 4, 6, 3]}), static, refused


@PROGRAMS
def depthwise_by_later_names(tf, session):
    return [
        session.run(tf.nn.depthwise_conv2d_backprop_input([1, 4, 6, 3], _filter, _deep, [1, 1, 1, 1], "SAME")),
        session.run(tf.nn.depthwise_conv2d_backprop_filter(_wide, [3, 2, 3, 2], _deep, [1, 1, 1, 1], "SAME")),
    ]


_wide = np.arange(72, dtype=np.float32).reshape(1, 4, 6, 3) % 7
_deep = np.arange(144, dtype=np.float32).reshape(1, 4, 6, 6) % 5

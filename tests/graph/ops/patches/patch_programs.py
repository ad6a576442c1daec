"""Programs with pools, windows with holes, patches, and elements scattered into a copy, and what they refuse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import nodes, refusal

PROGRAMS = Programs(results)

_line = np.arange(16, dtype=np.float32).reshape(2, 4, 2) ** 2 % 7
_image = np.arange(64, dtype=np.float32).reshape(1, 8, 4, 2) ** 2 % 11
_volume = np.arange(48, dtype=np.float32).reshape(1, 3, 4, 2, 2) ** 2 % 13


@PROGRAMS
def lines(tf, session):
    found = [
        tf.nn.max_pool1d(_line, 2, 1, "VALID"),
        tf.nn.max_pool1d(_line, [2], [2], "SAME", name="own"),
        tf.nn.avg_pool1d(_line, 3, 2, "SAME"),
        tf.nn.avg_pool1d(_line, [1, 3, 1], [1, 2, 1], "VALID", name="mean"),
    ]
    refused = [
        refusal(lambda: tf.nn.max_pool1d(_line, [2, 2], 1, "VALID")),
        refusal(lambda: tf.nn.avg_pool1d(_line, 5, 1, "VALID")),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def lines_of_planes(tf):
    found = tf.nn.max_pool1d(_line, 2, 1, "VALID", data_format="NCW")
    return found.name, found.shape.as_list()


@PROGRAMS
def planes(tf, session):
    found = [
        tf.nn.max_pool2d(_image, 2, 2, "VALID"),
        tf.nn.max_pool2d(_image, [2, 1], [1, 2], "SAME", data_format=None, name="own"),
        tf.nn.avg_pool2d(_image, 2, 2, "VALID"),
        tf.nn.max_pool_v2(_image, 2, 2, "VALID"),
        tf.nn.avg_pool_v2(_image, [2, 3], 2, "SAME", name="mean"),
        tf.nn.max_pool_v2(_line, 2, 2, "VALID"),
        tf.nn.avg_pool_v2(_line, 2, 1, "VALID", data_format="NWC"),
        tf.nn.max_pool_v2(_volume, 2, 1, "VALID"),
        tf.nn.avg_pool_v2(_volume, [1, 2, 2], 1, "SAME"),
    ]
    refused = [
        refusal(lambda: tf.nn.max_pool_v2(tf.constant(_line[0]), 2, 2, "VALID")),
        refusal(lambda: tf.nn.avg_pool_v2(tf.constant(_volume[None]), 2, 2, "VALID")),
        refusal(lambda: tf.nn.max_pool_v2(tf.placeholder(tf.float32), 2, 2, "VALID")),
        refusal(lambda: tf.nn.max_pool_v2(_image, [1, 2, 3], 2, "VALID")),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def any_pool(tf, session):
    found = [
        tf.nn.pool(_line, [2], "MAX", "VALID"),
        tf.nn.pool(_line, [2], "AVG", "SAME", strides=[2]),
        tf.nn.pool(_line, [2], "MAX", "VALID", [2], name="own"),
        tf.nn.pool(_image, [2, 3], "AVG", "VALID", dilation_rate=[3, 1]),
        tf.nn.pool(_image, [2, 2], "MAX", "VALID", dilations=[2, 2], data_format="NHWC"),
        tf.nn.pool(_volume, [2, 2, 1], "AVG", "VALID", strides=[1, 2, 1]),
    ]
    fed = tf.placeholder(tf.float32, [None, None, None, 2])
    found.append(tf.nn.pool(fed, [3, 1], "MAX", "VALID", [2, 2]))
    refused = [
        refusal(lambda: tf.nn.pool(_line, [2, 2], "MAX", "VALID")),
        refusal(lambda: tf.nn.pool(_line, [], "MAX", "VALID")),
        refusal(lambda: tf.nn.pool(_line, [2], "MIN", "VALID")),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "SAME", [2])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", strides=[3])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", [1, 1])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", [0])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", strides=[0])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", strides=[1, 1])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", [2], strides=[2])),
        refusal(lambda: tf.nn.pool(_line, [2], "MAX", "VALID", data_format="NHWC")),
    ]
    return session.run(found, {fed: _image}), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def holes(tf, session):
    asked = []

    def differences(images, count, padding):
        asked.append((count, padding))
        return images[:, 1:] - images[:, :-1]

    def pooled(images, count, padding):
        return tf.nn.max_pool(images, [1, 2, 2, 1], [1, 1, 1, 1], padding)

    image, rate = tf.constant(_image), tf.placeholder(tf.int32, [2])
    found = [
        tf.nn.with_space_to_batch(tf.constant(_line), [2], "VALID", differences),
        tf.nn.with_space_to_batch(tf.constant(_line), [1], "SAME", differences),
        tf.nn.with_space_to_batch(image, [2, 3], "SAME", pooled, [2, 2]),
        tf.nn.with_space_to_batch(image, [2], "VALID", pooled, spatial_dims=[2]),
        tf.nn.with_space_to_batch(image, rate, "VALID", pooled),
        tf.nn.with_space_to_batch(image, rate, "SAME", pooled, filter_shape=[2, 2]),
    ]
    refused = [
        refusal(lambda: tf.nn.with_space_to_batch(image, 2, "VALID", pooled)),
        refusal(lambda: tf.nn.with_space_to_batch(image, tf.placeholder(tf.int32, [None]), "VALID", pooled)),
        refusal(lambda: tf.nn.with_space_to_batch(image, [2, 2], "VALID", pooled, spatial_dims=[2, 1])),
        refusal(lambda: tf.nn.with_space_to_batch(image, [2, 2, 2, 2], "VALID", pooled)),
        refusal(lambda: tf.nn.with_space_to_batch(image, [2, 0], "VALID", pooled)),
        refusal(lambda: tf.nn.with_space_to_batch(image, [2, 2], "SAME", pooled)),
        refusal(lambda: tf.nn.with_space_to_batch(image, [2, 2], "FULL", pooled)),
    ]
    return session.run(found, {rate: [2, 1]}), asked, refused


@PROGRAMS
def erosion(tf, session):
    kernel = np.arange(12, dtype=np.float32).reshape(3, 2, 2) % 5
    found = [
        tf.nn.dilation2d(_image, kernel, [1, 1, 1, 1], [1, 1, 1, 1], "SAME"),
        tf.nn.dilation2d(_image, filters=kernel, strides=[1, 2, 1, 1], dilations=[1, 1, 2, 1], padding="VALID", name="own"),
        tf.nn.erosion2d(_image, kernel, [1, 1, 1, 1], [1, 1, 1, 1], "SAME"),
        tf.nn.erosion2d(_image, kernel, [1, 2, 2, 1], [1, 2, 1, 1], "VALID", name="least"),
    ]
    return session.run(found), nodes(tf.get_default_graph())


@PROGRAMS
def patches(tf, session):
    volume = tf.constant(_volume)
    four, five = [1, 2, 2, 1], [1, 2, 2, 1, 1]
    found = [
        tf.extract_image_patches(_image, four, [1, 3, 2, 1], [1, 1, 1, 1], "SAME"),
        tf.image.extract_image_patches(images=_image, sizes=four, strides=four, rates=four, padding="VALID", name="own"),
        tf.image.extract_patches(_image, four, four, four, "SAME"),
        tf.extract_volume_patches(volume, five, five, "SAME"),
    ]
    gradients = tf.gradients([one * one for one in found], volume)
    fed = tf.placeholder(tf.float32)
    unknown = tf.extract_image_patches(fed, four, four, four, "SAME")
    unknown = tf.gradients(unknown * unknown, fed)[0]
    return session.run(found), [one.name for one in found], session.run([*gradients, unknown], {fed: _image})


@PROGRAMS
def depths(tf, session):
    found = [tf.space_to_depth(_image, 2), tf.nn.space_to_depth(_image, 4, name="own")]
    found += [tf.depth_to_space(found[0], 2), tf.nn.depth_to_space(found[1], block_size=2, name="back")]
    refused = [
        refusal(lambda: tf.space_to_depth(_image, 3)),
        refusal(lambda: tf.depth_to_space(_image, 2)),
        refusal(lambda: tf.space_to_depth(_image, 1)),
        refusal(lambda: tf.depth_to_space(_line, 2)),
    ]
    return session.run(found), [(one.name, one.shape.as_list()) for one in found], refused


@PROGRAMS
def scattered(tf, session):
    table = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    at, new = tf.constant([[2], [0], [2]]), tf.constant([[10.0, 20.0], [30.0, 40.0], [50.0, 60.0]])
    found = [
        tf.tensor_scatter_add(table, at, new),
        tf.tensor_scatter_nd_add(table, [[0, 1]], [7.0], name="own"),
        tf.tensor_scatter_sub(table, at, new),
        tf.tensor_scatter_nd_sub(table, [[[0, 1]]], [[7.0]]),
        tf.tensor_scatter_update(table, at[:2], new[:2]),
        tf.tensor_scatter_nd_update(table, [[0, 1], [2, 0]], [7.0, 8.0]),
        tf.tensor_scatter_update(["a", "b"], [[1]], ["c"]),
    ]
    gradients = tf.gradients([found[0] * found[0], found[2] * found[2], found[4] * found[4]], [table, new])
    fed, places = tf.placeholder(tf.float32), tf.placeholder(tf.int32)
    run = tf.tensor_scatter_add(table, places, fed)
    refused = [
        refusal(lambda: tf.tensor_scatter_add(1.0, [[0]], [1.0])),
        refusal(lambda: tf.tensor_scatter_add(table, 0, [1.0])),
        refusal(lambda: tf.tensor_scatter_add(table, [[0]], [[1, 2]])),
        refusal(lambda: session.run(run, {places: [[3]], fed: [[1.0, 2.0]]})),
        refusal(lambda: session.run(run, {places: [[0]], fed: [[1.0, 2.0], [1.0, 2.0]]})),
        refusal(lambda: session.run(run, {places: [[0]], fed: [[1.0]]})),
        refusal(lambda: session.run(run, {places: 0, fed: [[1.0]]})),
        refusal(lambda: session.run(run, {places: np.zeros((0, 1)), fed: [[1.0]]})),
    ]
    return session.run(found), session.run(gradients), [one.name for one in found], refused

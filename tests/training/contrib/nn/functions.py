"""Programs with tf.contrib.nn: values, gradients, names, refusals."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)


def values(tf, *fetched):
    with tf.Session() as session:
        return [[one.name, one.shape.as_list(), session.run(one)] for one in fetched]


@PROGRAMS
def convolutions_that_spread(tf):
    x = tf.constant(np.arange(12, dtype=np.float32).reshape(2, 3, 2) / 4)
    filters = tf.constant(np.arange(24, dtype=np.float32).reshape(3, 4, 2) / 8 - 1)
    many = [
        tf.nn.conv1d_transpose(x, filters, [2, 6, 4], 2),
        tf.contrib.nn.conv1d_transpose(x, filters, [2, 3, 4], [1], name="mine"),
        tf.nn.conv1d_transpose(x, filters, tf.constant([2, 7, 4]), [1, 2, 1], padding="VALID"),
    ]
    return values(tf, *many, *tf.gradients(many[0], [x, filters]))


@PROGRAMS
def convolutions_refused(tf):
    x, filters = tf.zeros([2, 3, 2]), tf.zeros([3, 4, 2])
    calls = [
        lambda: tf.nn.conv1d_transpose(x, filters, [2, 6, 4], 2, data_format="NHWC"),
        lambda: tf.nn.conv1d_transpose(x, filters, [2, 6, 4], [1, 2]),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def order_statistics(tf):
    x = tf.constant([[1.0, 4.0, 4.0, -2.0], [7.0, 0.0, 7.0, 7.0]])
    many = [tf.contrib.nn.nth_element(x, 1), tf.contrib.nn.nth_element(x, 1, reverse=True, name="mine")]
    return values(tf, *many, *tf.gradients(many[0], x), *tf.gradients(many[1], x))


@PROGRAMS
def order_statistics_refused(tf, session):
    n, x = tf.placeholder(tf.int32), tf.placeholder(tf.float32)
    found = tf.contrib.nn.nth_element(x, n)
    calls = [
        lambda: tf.contrib.nn.nth_element(tf.constant(1.0), 0),
        lambda: session.run(found, {x: [1.0, 2.0], n: 2}),
        lambda: session.run(found, {x: [1.0, 2.0], n: -1}),
        lambda: session.run(found, {x: 1.0, n: 0}),
        lambda: session.run(found, {x: [1.0], n: [0]}),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def smooth_ramps(tf):
    x, alpha = tf.constant([[-8.0, -0.5, 0.0], [0.25, 2.0, 50.0]]), tf.constant([0.5, 1.0, 3.0])
    clip = tf.constant(1.5)
    plain, clipped = tf.contrib.nn.scaled_softplus(x, alpha), tf.contrib.nn.scaled_softplus(x, alpha, clip, name="mine")
    slopes = values(tf, *tf.gradients(plain, [x, alpha]), *tf.gradients(clipped, [x, alpha, clip]))
    return values(tf, plain, clipped) + [one[1:] for one in slopes]


@PROGRAMS
def dropout(tf):
    x = tf.ones([3, 4])
    found = tf.contrib.nn.alpha_dropout(x, 0.5, noise_shape=[3, 1], seed=1)
    with tf.Session() as session:
        drawn = session.run(found)
    return [
        found.name,
        found.shape.as_list(),
        (drawn == drawn[:, :1]).all(),
        tf.contrib.nn.alpha_dropout(x, 1.0, name="all").name,
        refusal(lambda: tf.contrib.nn.alpha_dropout(x, 0.0)),
        refusal(lambda: tf.contrib.nn.alpha_dropout(x, [0.5])),
    ]
